import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link, useSearchParams } from 'react-router';
import { queries } from '../../api/queries';
import { moment } from '../../ui/format';
import { Await, Empty, Waiting } from '../../ui/Notice';
import { Card, Table } from '../../ui/Page';
import css from './Dataset.module.css';
import { lineageGraph } from './lineageGraph';

const Graph = lazy(async () => ({ default: (await import('../../ui/Graph')).Graph }));

/** What a dataset was made from, or what was made from it: as a graph and as a table that says the same. */
export function LineageTab({ id }: { id: string }) {
  const [params, setParams] = useSearchParams();
  const direction = params.get('way') === 'down' ? 'down' : 'up';
  const query = useQuery(queries.lineage(id, direction));
  return (
    <>
      <div className={css.row}>
        <SegmentedControl
          aria-label="Direction"
          value={direction}
          onChange={(way) => setParams(way === 'down' ? { way } : {}, { replace: true })}
          data={[
            { value: 'up', label: 'Made from' },
            { value: 'down', label: 'Made of it' },
          ]}
        />
      </div>
      <Await query={query}>
        {(lineage) =>
          lineage.runs.length === 0 ? (
            <Empty title={direction === 'up' ? 'It was not made here.' : 'Nothing was made of it yet.'}>
              <p>{direction === 'up' ? 'It was brought in as it is.' : 'Start a workflow with it; the result will stand here.'}</p>
            </Empty>
          ) : (
            <>
              {lineage.truncated && <p>There is more than is shown here.</p>}
              <Card title="Graph">
                <Suspense fallback={<Waiting rows={1} height={420} />}>
                  <Graph {...lineageGraph(lineage, id)} label="Lineage; the table below says the same" />
                </Suspense>
              </Card>
              <Card title="The same as a table">
                <Table label="Runs with what they read and made" head={['Run', 'Ended', 'Read', 'Made']}>
                  {lineage.runs.map((run) => (
                    <tr key={run.id}>
                      <td>
                        <Link to={`/runs/${run.id}`}>{run.operator}</Link> {run.version}
                      </td>
                      <td>{moment(run.finishedAt)}</td>
                      {[false, true].map((output) => (
                        <td key={String(output)}>
                          {lineage.datasets
                            .filter((dataset) => lineage.links.some((link) => link.runId === run.id && link.output === output && link.datasetId === dataset.id))
                            .map((dataset) => (
                              <div key={dataset.id}>{dataset.visible ? <Link to={`/datasets/${dataset.id}`}>{dataset.name}</Link> : 'a dataset that you may not see'}</div>
                            ))}
                        </td>
                      ))}
                    </tr>
                  ))}
                </Table>
              </Card>
            </>
          )
        }
      </Await>
    </>
  );
}
