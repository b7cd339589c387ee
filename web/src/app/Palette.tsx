import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { json } from '../api/client';
import { queries } from '../api/queries';
import type { DatasetPage } from '../api/types';
import { useSession } from '../features/session';
import css from './Palette.module.css';

interface Entry {
  text: string;
  kind: string;
  to: string;
}

/** Goes anywhere by name: pages, workflows, operators, datasets. */
export function Palette({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const navigate = useNavigate();
  const { isStaff } = useSession();
  const workflows = useQuery(queries.workflows());
  const operators = useQuery(queries.operators());
  const found = useQuery({
    queryKey: ['palette', text],
    queryFn: ({ signal }) => json<DatasetPage>('/api/datasets/find', { method: 'POST', signal, body: { text, where: [], facets: [], limit: 8 } }),
  });

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const pages: Entry[] = [
    { text: 'Home', to: '/' },
    { text: 'Find datasets', to: '/find' },
    { text: 'Bring data in', to: '/upload' },
    { text: 'Look', to: '/look' },
    { text: 'Workflows and operators', to: '/workflows' },
    { text: 'Ophidia’s operators and primitives', to: '/ophidia' },
    { text: 'Jobs', to: '/jobs' },
    { text: 'Account and tokens', to: '/account' },
    ...(isStaff ? [{ text: 'Administration', to: '/admin' }] : []),
  ].map((page) => ({ ...page, kind: 'page' }));
  const fits = (entry: Entry) => entry.text.toLowerCase().includes(text.trim().toLowerCase());
  const entries = [
    ...pages.filter(fits),
    ...(found.data?.items ?? []).map((dataset) => ({ text: dataset.name, kind: 'dataset', to: `/datasets/${dataset.id}` })),
    ...(workflows.data ?? []).map((flow) => ({ text: flow.name, kind: 'workflow', to: `/workflows/workflow/${flow.name}` })).filter(fits),
    ...(text ? (operators.data ?? []).map((op) => ({ text: op.name, kind: 'operator', to: `/workflows/operator/${op.name}` })).filter(fits) : []),
  ].slice(0, 24);
  const go = (entry: Entry | undefined) => {
    if (entry) {
      onClose();
      void navigate(entry.to);
    }
  };
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((now) => (now + step + entries.length) % Math.max(1, entries.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(entries[at]);
    }
  };

  return (
    <dialog ref={dialog} className={css.palette} onClose={onClose} aria-label="Go to anything" onClick={(event) => event.target === dialog.current && onClose()}>
      <input
        className={css.input}
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={`${list}-${at}`}
        aria-label="Page, dataset, workflow or operator"
        placeholder="Page, dataset, workflow, operator …"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={keys}
        autoFocus
      />
      <ul id={list} role="listbox" aria-label="Places" className={css.list}>
        {entries.map((entry, index) => (
          <li key={entry.to} id={`${list}-${index}`} role="option" aria-selected={index === at} onClick={() => go(entry)} onMouseMove={() => setAt(index)}>
            <span>{entry.text}</span>
            <small>{entry.kind}</small>
          </li>
        ))}
      </ul>
    </dialog>
  );
}
