import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { seconds } from '../../ui/format';
import type { Pause } from './sender';
import css from './Upload.module.css';
import { hurry } from './uploads';

/** Why nothing moves at the moment, and when it goes on. */
export function PauseNotice({ pause }: { pause: Pause }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(clock);
  }, []);
  const left = Math.ceil((pause.until - now) / 1000);
  return (
    <div className={css.pause}>
      <p>
        <strong>{pause.problem.message}</strong> {pause.problem.help}
      </p>
      <p>
        Nothing is lost. {left > 0 ? `It goes on by itself in ${seconds(left)}.` : 'It is tried again now.'}{' '}
        {left > 0 && (
          <Button size="compact-sm" variant="default" onClick={hurry}>
            Try now
          </Button>
        )}
      </p>
    </div>
  );
}
