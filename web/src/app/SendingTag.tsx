import { useSyncExternalStore } from 'react';
import { Link } from 'react-router';
import { sending } from '../api/sending';
import { Icon } from '../ui/Icon';
import css from './Shell.module.css';

/** Says on every page how far what is being sent is; nothing where nothing is. */
export function SendingTag() {
  const now = useSyncExternalStore(sending.subscribe, sending.now);
  if (!now) {
    return null;
  }
  const part = `${Math.floor(now.done * 100)} %`;
  return (
    <Link to="/upload" className={css.sending} aria-label={`Sending, ${part} of ${now.count === 1 ? 'one upload' : `${now.count} uploads`}`}>
      <Icon name="upload" size={16} />
      {part}
    </Link>
  );
}
