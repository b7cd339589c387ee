import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Icon } from '../../ui/Icon';
import css from './Find.module.css';
import { condition, parseSearch } from './searchText';
import type { FindState } from './useFindState';

/** Words and conditions: written in one line, or put together from parts. '/' goes here. */
export function SearchBar({ state }: { state: FindState }) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(state.text);
  const [building, setBuilding] = useState(false);

  useEffect(() => setText(state.text), [state.text]);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, dialog');
      if (event.key === '/' && !typing) {
        event.preventDefault();
        input.current?.focus();
      }
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const search = parseSearch(text);
    setText(search.text);
    state.change({ q: search.text, where: [...new Set([...state.where, ...search.where])] });
  };
  const build = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const field = (name: string) => form.get(name) as string;
    state.change({ where: [...new Set([...state.where, condition(field('key'), field('sign'), field('value'), field('unit'))])] });
    event.currentTarget.reset();
  };

  return (
    <search className={css.bar}>
      <form onSubmit={submit} className={css.line}>
        <TextInput
          ref={input}
          className={css.words}
          size="md"
          aria-label="Words and conditions"
          placeholder="fibres, energy > 20 keV, axis = time"
          leftSection={<Icon name="find" />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" size="md">
          Find
        </Button>
        <Button size="md" variant="default" aria-expanded={building} onClick={() => setBuilding(!building)}>
          Condition
        </Button>
      </form>
      {building && (
        <form onSubmit={build} className={css.builder} aria-label="Add a condition">
          <TextInput name="key" label="Key" placeholder="energy" required list="known-keys" />
          <datalist id="known-keys">
            {['name', 'format', 'type', 'axis', 'created'].map((key) => (
              <option key={key} value={key} />
            ))}
          </datalist>
          <NativeSelect name="sign" label="Is" data={['=', '<', '<=', '>', '>=']} />
          <TextInput name="value" label="Value" placeholder="20" required />
          <TextInput name="unit" label="Unit" placeholder="keV" />
          <Button type="submit" variant="light">
            Add
          </Button>
        </form>
      )}
      {state.where.length > 0 && (
        <ul className={css.chips} aria-label="Conditions">
          {state.where.map((one) => (
            <li key={one}>
              <button type="button" onClick={() => state.change({ where: state.where.filter((other) => other !== one) })} aria-label={`Remove ${one}`}>
                {one} <Icon name="close" size={13} />
              </button>
            </li>
          ))}
          <li>
            <button type="button" onClick={() => state.change({ where: [], q: '' })}>
              Clear all
            </button>
          </li>
        </ul>
      )}
    </search>
  );
}
