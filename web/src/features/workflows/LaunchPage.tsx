import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { queries } from '../../api/queries';
import type { Run, WorkflowFile } from '../../api/types';
import { Await, ErrorNotice, Waiting } from '../../ui/Notice';
import { Card, Page } from '../../ui/Page';
import { ofOperator, ofWorkflow, type Launchable } from './fields';
import { LaunchForm } from './LaunchForm';
import { relaxedJson } from './relaxedJson';
import { workflowGraph } from './workflowGraph';

const Graph = lazy(async () => ({ default: (await import('../../ui/Graph')).Graph }));

interface Found {
  what: Launchable;
  file?: WorkflowFile;
  earlier?: Run;
}

/** Starts a workflow or an operator: `?input=` brings a cube, `?from=` an earlier run to be changed. */
export function LaunchPage() {
  const { kind = '', name = '' } = useParams();
  const [params] = useSearchParams();
  const from = params.get('from') ?? '';
  const isWorkflow = kind === 'workflow';
  const workflows = useQuery({ ...queries.workflows(), enabled: isWorkflow });
  const operators = useQuery({ ...queries.operators(), enabled: !isWorkflow });
  const earlier = useQuery({ ...queries.run(from), enabled: from !== '' });
  const flow = workflows.data?.find((one) => one.name === name);
  const operator = operators.data?.find((one) => one.name === name);
  const ready = from === '' || earlier.data !== undefined;
  const found: Found | undefined = !ready
    ? undefined
    : flow
      ? { what: ofWorkflow(flow), file: relaxedJson(flow.text) as WorkflowFile, ...(earlier.data && { earlier: earlier.data }) }
      : operator
        ? { what: ofOperator(operator), ...(earlier.data && { earlier: earlier.data }) }
        : undefined;
  const source = isWorkflow ? workflows : operators;
  return (
    <Page title={name} sub={found?.what.doc}>
      {source.data && !flow && !operator ? (
        <ErrorNotice error={new Error(`There is no ${isWorkflow ? 'workflow' : 'operator'} '${name}'.`)} />
      ) : (
        <Await query={{ data: found, error: source.error ?? earlier.error, isPending: source.isPending, refetch: () => source.refetch() }} rows={8}>
          {({ what, file, earlier: before }) => (
            <>
              <LaunchForm key={from} what={what} {...(file && { file })} {...(before && { earlier: before })} input={params.get('input') ?? ''} />
              {file && (
                <Card title="Steps">
                  <Suspense fallback={<Waiting rows={1} height={420} />}>
                    <Graph {...workflowGraph(file)} label="Steps of the workflow and what goes from one to the next" />
                  </Suspense>
                </Card>
              )}
            </>
          )}
        </Await>
      )}
    </Page>
  );
}
