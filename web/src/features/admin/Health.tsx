import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { bytes } from '../../ui/format';
import { Await } from '../../ui/Notice';
import { Card, NumberCell, Pairs, Table, Tag } from '../../ui/Page';

/** How the server is, every five seconds. */
export function Health() {
  const query = useQuery(queries.status());
  return (
    <Await query={query}>
      {(status) => (
        <>
          <Card title="Server">
            <Pairs
              of={[
                ['Version', status.version],
                ['Data', status.home],
                ['Database', status.database],
                [
                  'Disk',
                  <>
                    {bytes(status.diskFreeBytes)} free {status.diskFreeBytes < 5e9 && <Tag tone="warn">little</Tag>}
                  </>,
                ],
                ['Memory for blocks', bytes(status.budgetBytes)],
                ['Processors', String(status.processors)],
                ['Door for Ophidia’s clients', status.ophidia ? (status.ophidia.trouble ? <Tag tone="bad">{status.ophidia.trouble}</Tag> : `port ${status.ophidia.port}`) : undefined],
              ]}
            />
          </Card>
          <Card title="Workers">
            <Table label="Workers" head={['Kind', 'Process', 'Open calls']} numbers={[1, 2]}>
              {status.workers.map((worker) => (
                <tr key={worker.process}>
                  <td>{worker.kind}</td>
                  <NumberCell>{worker.process}</NumberCell>
                  <NumberCell>{worker.openCalls}</NumberCell>
                </tr>
              ))}
            </Table>
          </Card>
        </>
      )}
    </Await>
  );
}
