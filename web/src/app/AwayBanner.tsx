import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { send } from '../api/client';
import { connection } from '../api/connection';
import css from './Shell.module.css';

/** Says that the server is away, asks until it is back, and then fetches anew what failed meanwhile. */
export function AwayBanner() {
  const away = useSyncExternalStore(connection.subscribe, connection.isAway);
  const client = useQueryClient();
  useEffect(() => {
    if (!away) {
      return undefined;
    }
    const asking = setInterval(() => {
      send('/api/health').then(
        () => void client.refetchQueries({ type: 'active' }),
        () => undefined,
      );
    }, 1500);
    return () => clearInterval(asking);
  }, [away, client]);
  return away ? (
    <div className={css.away} role="status">
      The server does not answer at the moment. What you see stays; the page asks again by itself.
    </div>
  ) : null;
}
