import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { queries } from '../../api/queries';
import { moment } from '../../ui/format';
import { Await, Empty } from '../../ui/Notice';
import { Table } from '../../ui/Page';

/** The runs next to a dataset: the one that made it and those that read it. */
export function RunsTab({ id }: { id: string }) {
  const up = useQuery(queries.lineage(id, 'up'));
  const down = useQuery(queries.lineage(id, 'down'));
  const both = {
    data: up.data && down.data ? [up.data, down.data] : undefined,
    error: up.error ?? down.error,
    isPending: up.isPending || down.isPending,
    refetch: () => Promise.all([up.refetch(), down.refetch()]),
  };
  return (
    <Await query={both}>
      {(lineages) => {
        const lines = lineages.flatMap((lineage, at) =>
          lineage.runs
            .filter((run) => lineage.links.some((link) => link.runId === run.id && link.datasetId === id && link.output === (at === 0)))
            .map((run) => ({ run, role: at === 0 ? 'made it' : 'read it' })),
        );
        return lines.length === 0 ? (
          <Empty title="No run has to do with it.">
            <p>
              <Link to="/workflows">Choose a workflow</Link> to compute with it.
            </p>
          </Empty>
        ) : (
          <Table label="Runs" head={['Run', 'What it did', 'Ended']}>
            {lines.map(({ run, role }) => (
              <tr key={run.id + role}>
                <td>
                  <Link to={`/runs/${run.id}`}>{run.operator}</Link>
                </td>
                <td>{role}</td>
                <td>{moment(run.finishedAt)}</td>
              </tr>
            ))}
          </Table>
        );
      }}
    </Await>
  );
}
