import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { json } from '../../api/client';
import { queries } from '../../api/queries';
import type { Proposal } from '../../api/types';
import { Await, Empty, ErrorNotice } from '../../ui/Notice';
import { Card } from '../../ui/Page';
import css from './Admin.module.css';

/** Proposals with their members: who belongs to one sees its datasets. */
export function Proposals() {
  const client = useQueryClient();
  const query = useQuery(queries.proposals());
  const add = useMutation({
    mutationFn: (order: { number: string; title: string }) => json('/api/proposals', { method: 'POST', body: order }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['proposals'] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const field = (name: string) => new FormData(form).get(name) as string;
    add.mutate({ number: field('number'), title: field('title') }, { onSuccess: () => form.reset() });
  };
  return (
    <>
      <Card title="Add a proposal">
        <form onSubmit={submit} className={css.line}>
          <TextInput name="number" label="Number" placeholder="ma-1234" required />
          <TextInput name="title" label="Title" />
          <Button type="submit" loading={add.isPending}>
            Add
          </Button>
        </form>
        {add.error && <ErrorNotice error={add.error} />}
      </Card>
      <Await query={query}>
        {(all) =>
          all.length === 0 ? (
            <Empty title="No proposals yet." />
          ) : (
            all.map((proposal) => (
              <details key={proposal.id} className={css.proposal}>
                <summary>
                  <strong>{proposal.number}</strong> {proposal.title} · {proposal.members === 1 ? 'one member' : `${proposal.members} members`}
                </summary>
                <Members proposal={proposal} />
              </details>
            ))
          )
        }
      </Await>
    </>
  );
}

function Members({ proposal }: { proposal: Proposal }) {
  const client = useQueryClient();
  const query = useQuery(queries.proposal(proposal.id));
  const again = () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'proposals' || queryKey[0] === 'proposal' });
  const path = `/api/proposals/${proposal.id}/members`;
  const add = useMutation({ mutationFn: (name: string) => json(path, { method: 'POST', body: { name } }), onSuccess: again });
  const remove = useMutation({ mutationFn: (name: string) => json(`${path}/${encodeURIComponent(name)}`, { method: 'DELETE' }), onSuccess: again });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    add.mutate((new FormData(form).get('name') as string).trim(), { onSuccess: () => form.reset() });
  };
  const error = add.error ?? remove.error;
  return (
    <div className={css.members}>
      <Await query={query} rows={1}>
        {(detail) => (
          <ul>
            {detail.people.map((member) => (
              <li key={member.name}>
                {member.fullName || member.name}{' '}
                <Button size="compact-xs" variant="light" color="red" aria-label={`Remove ${member.name}`} onClick={() => remove.mutate(member.name)}>
                  Remove
                </Button>
              </li>
            ))}
            {detail.people.length === 0 && <li>Nobody belongs to it yet.</li>}
          </ul>
        )}
      </Await>
      <form onSubmit={submit} className={css.line}>
        <TextInput name="name" label="Login name of a new member" required />
        <Button type="submit" variant="light" loading={add.isPending}>
          Let in
        </Button>
      </form>
      {error && <ErrorNotice error={error} />}
    </div>
  );
}
