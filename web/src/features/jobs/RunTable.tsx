import { Link } from 'react-router';
import type { Run } from '../../api/types';
import { StateTag } from '../runs';
import { ago, seconds } from '../../ui/format';
import { Bar, NumberCell, Table } from '../../ui/Page';

/** How long a run has taken so far. */
function took(run: Run): number | undefined {
  return run.created && run.finished ? (Date.parse(run.finished) - Date.parse(run.created)) / 1000 : undefined;
}

/** Runs, one a line. */
export function RunTable({ runs, label }: { runs: Run[]; label: string }) {
  return (
    <Table label={label} head={['Name', 'What', 'State', 'Asked for', 'Took']} numbers={[4]}>
      {runs.map((run) => (
        <tr key={run.run}>
          <td>
            <Link to={`/runs/${run.run ?? ''}`}>{run.name || run.operator || 'run'}</Link>
          </td>
          <td>{run.operator}</td>
          <td>
            <StateTag state={run.state} />
            {run.state === 'running' && <Bar label={`Progress of ${run.name || run.operator}`} {...(run.progress?.done === undefined ? {} : { done: run.progress.done })} />}
          </td>
          <td>{ago(run.created)}</td>
          <NumberCell>{seconds(took(run))}</NumberCell>
        </tr>
      ))}
    </Table>
  );
}
