import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { queries } from '../../api/queries';
import { seconds } from '../../ui/format';
import { Card, NumberCell, Table, Tag } from '../../ui/Page';

/** What waits and runs, in the order in which it is taken; nothing where nothing does. */
export function Queue() {
  const { data = [] } = useQuery(queries.queue());
  if (data.length === 0) {
    return null;
  }
  return (
    <Card title="Queue">
      <Table label="Queue" head={['Place', 'Name', 'Class', 'Will take', 'Waited', 'Why']} numbers={[0, 3, 4]}>
        {data.map((job) => (
          <tr key={job.run}>
            <NumberCell>{job.place > 0 ? job.place : <Tag tone="accent">running</Tag>}</NumberCell>
            <td>
              <Link to={`/runs/${job.run}`}>{job.name || job.operator}</Link>
            </td>
            <td>{job.class}</td>
            <NumberCell>{seconds(job.expectedSeconds)}</NumberCell>
            <NumberCell>{seconds(job.waitedSeconds)}</NumberCell>
            <td>{job.why}</td>
          </tr>
        ))}
      </Table>
    </Card>
  );
}
