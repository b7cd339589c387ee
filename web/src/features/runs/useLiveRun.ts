import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { watch } from '../../api/events';
import { queries } from '../../api/queries';
import type { Progress, Run } from '../../api/types';

/** Whether a run goes on. */
export function isLive(run: Run | undefined): boolean {
  return run?.state === 'running' || run?.state === 'queued';
}

/** A run and, while it goes on, how far it is; events come over one connection, made again when it breaks. */
export function useLiveRun(id: string) {
  const client = useQueryClient();
  const query = useQuery(queries.run(id));
  const [progress, setProgress] = useState<Progress>();
  const live = isLive(query.data);
  useEffect(() => {
    if (!live) {
      return undefined;
    }
    const giveUp = new AbortController();
    const follow = async () => {
      while (!giveUp.signal.aborted) {
        try {
          for await (const event of watch(`/api/runs/${id}/events`, giveUp.signal)) {
            if (event.name === 'progress') {
              setProgress(JSON.parse(event.data) as Progress);
            } else if (event.name === 'end') {
              client.setQueryData(queries.run(id).queryKey, JSON.parse(event.data) as Run);
              void client.invalidateQueries({ queryKey: ['log', id] });
              void client.invalidateQueries({ queryKey: ['runs'] });
              void client.invalidateQueries({ queryKey: ['find'] });
              return;
            }
          }
        } catch {
          // The connection broke; the run itself goes on.
        }
        await new Promise((resolve) => setTimeout(resolve, 1000));
        await client.refetchQueries({ queryKey: queries.run(id).queryKey });
      }
    };
    void follow();
    return () => giveUp.abort();
  }, [client, id, live]);
  return { query, progress: progress ?? query.data?.progress ?? undefined, live };
}
