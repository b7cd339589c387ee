import { lazy, Suspense } from 'react';
import type { Run, WorkflowFile } from '../../api/types';
import { workflowGraph } from '../workflows';
import { Empty, Waiting } from '../../ui/Notice';
import { Card, Code, Table } from '../../ui/Page';

const Graph = lazy(async () => ({ default: (await import('../../ui/Graph')).Graph }));

/** The steps of a run: as a graph, and as a table that says the same. */
export function StepsTab({ run }: { run: Run }) {
  const { request } = run;
  const file: WorkflowFile | undefined = request?.workflow ?? (request?.operator ? { nodes: { [request.operator]: { op: request.operator, in: dollars(request.inputs), set: request.set } } } : undefined);
  if (!file) {
    return <Empty title="Its steps are not kept." />;
  }
  const leftOut = run.remarks.flatMap((remark) => /^Step '([^']+)' is left out/.exec(remark)?.[1] ?? []);
  return (
    <>
      <Card title="Graph">
        <Suspense fallback={<Waiting rows={1} height={420} />}>
          <Graph {...workflowGraph(file, leftOut)} label="Steps; the table below says the same" />
        </Suspense>
      </Card>
      <Card title="The same as a table">
        <Table label="Steps" head={['Step', 'Operator', 'Reads', 'Parameters', 'Done']}>
          {Object.entries(file.nodes ?? {}).map(([name, node]) => (
            <tr key={name}>
              <td>{name}</td>
              <td>{node.op}</td>
              <td>{Object.entries(node.in ?? {}).map(([port, source]) => <div key={port}>{`${port}: ${[source].flat().join(', ')}`}</div>)}</td>
              <td>{Object.entries(node.set ?? {}).map(([key, value]) => <div key={key}>{`${key} = ${typeof value === 'string' ? value : JSON.stringify(value)}`}</div>)}</td>
              <td>{leftOut.includes(name) ? 'left out' : run.state === 'done' ? 'yes' : run.state}</td>
            </tr>
          ))}
        </Table>
      </Card>
      {run.planText && <Code label="Plan">{run.planText}</Code>}
    </>
  );
}

/** Inputs of a single operator, written as a workflow's. */
function dollars(inputs: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(Object.keys(inputs).map((port) => [port, `$${port}`]));
}
