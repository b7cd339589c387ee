import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { Await, Empty } from '../../ui/Notice';
import { Code } from '../../ui/Page';

/** What the run said; read again every second while it goes on. */
export function LogTab({ id, live }: { id: string; live: boolean }) {
  const query = useQuery({ ...queries.log(id), refetchInterval: live ? 1000 : false });
  return <Await query={query}>{(text) => (text ? <Code label="Log">{text}</Code> : <Empty title="It said nothing." />)}</Await>;
}
