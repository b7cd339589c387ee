import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { json } from '../../api/client';
import { ErrorNotice, Waiting } from '../../ui/Notice';
import css from './Look.module.css';
import type { SharedLook } from './sharedView';

/** Makes a short link to what is shown, copies it, and shows it for whoever's browser does not let pages copy. */
export function ShareDialog({ shared, onClose }: { shared: SharedLook; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [link, setLink] = useState('');
  const [copied, setCopied] = useState<boolean>();
  const [error, setError] = useState<unknown>();
  // What was shown when it was opened; playing goes on behind it.
  const state = useRef(shared).current;

  useEffect(() => {
    if (!dialog.current?.open) {
      dialog.current?.showModal();
    }
    const giveUp = new AbortController();
    json<{ id: string }>('/api/views', { method: 'POST', body: state, signal: giveUp.signal }).then(
      ({ id }) => setLink(`${window.location.origin}/v/${id}`),
      (reason: unknown) => !giveUp.signal.aborted && setError(reason),
    );
    return () => giveUp.abort();
  }, [state]);

  const copy = () => {
    field.current?.select();
    // Where the page is not served over https there is no clipboard at all.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    (clipboard?.writeText(link) ?? Promise.reject(new Error('none'))).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => (link ? copy() : undefined), [link]);

  return (
    <dialog ref={dialog} className={css.help} aria-labelledby="share-title" onClose={onClose}>
      <h2 id="share-title">Share this view</h2>
      {error !== undefined && <ErrorNotice error={error} />}
      {!link && error === undefined && <Waiting rows={1} height={36} />}
      {link && (
        <>
          <label className={css.link}>
            Link
            <input ref={field} readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
          </label>
          <p aria-live="polite">{copied === undefined ? '' : copied ? 'It is in the clipboard.' : 'This browser does not let the page copy: press Control C.'}</p>
          <p className={css.hint}>It opens this very view for everybody who may see the {state.panels.length > 1 ? 'datasets' : 'dataset'}.</p>
        </>
      )}
      <div className={css.pair}>
        <Button variant="default" disabled={!link} onClick={copy}>
          Copy
        </Button>
        <Button onClick={() => dialog.current?.close()}>Close</Button>
      </div>
    </dialog>
  );
}
