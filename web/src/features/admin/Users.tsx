import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { json } from '../../api/client';
import { queries } from '../../api/queries';
import type { Person } from '../../api/types';
import { useSession } from '../session';
import { CopyButton } from '../../ui/CopyButton';
import { moment } from '../../ui/format';
import { Await, ErrorNotice } from '../../ui/Notice';
import { Card, Code, Table, Tag } from '../../ui/Page';
import css from './Admin.module.css';

const roles = ['user', 'staff', 'administrator'];

/** Who may use the server: added, given a role, let in by a link, shut out. */
export function Users() {
  const client = useQueryClient();
  const { person: self } = useSession();
  const query = useQuery(queries.users());
  const again = () => client.invalidateQueries({ queryKey: ['users'] });
  const add = useMutation({ mutationFn: (order: unknown) => json<Person>('/api/users', { method: 'POST', body: order }), onSuccess: again });
  const change = useMutation({
    mutationFn: ({ name, ...values }: { name: string; roles?: string[]; active?: boolean }) => json(`/api/users/${name}`, { method: 'PUT', body: values }),
    onSuccess: again,
  });
  const link = useMutation({ mutationFn: (name: string) => json<{ code: string }>('/api/session/links', { method: 'POST', body: { name } }) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const field = (name: string) => new FormData(form).get(name) as string;
    const role = field('role');
    add.mutate({ name: field('name'), fullName: field('fullName'), email: field('email'), roles: role === 'user' ? [] : [role] }, { onSuccess: () => form.reset() });
  };
  const error = add.error ?? change.error ?? link.error;
  return (
    <>
      <Card title="Add somebody">
        <form onSubmit={submit} className={css.line}>
          <TextInput name="name" label="Login name" required />
          <TextInput name="fullName" label="Full name" />
          <TextInput name="email" label="Mail" type="email" />
          <NativeSelect name="role" label="Role" data={roles} />
          <Button type="submit" loading={add.isPending}>
            Add
          </Button>
        </form>
        {error && <ErrorNotice error={error} />}
        {link.data && (
          <div role="status" className={css.link}>
            <p>This link signs in once, within ten minutes. Send it to whom it is for.</p>
            <Code label="Sign-in link">{`${window.location.origin}/signin#${link.data.code}`}</Code>
            <CopyButton label="Copy the link" text={`${window.location.origin}/signin#${link.data.code}`} />
          </div>
        )}
      </Card>
      <Await query={query}>
        {(all) => (
          <Table label="Users" head={['Name', 'Full name', 'Role', 'State', 'Since', '']}>
            {all.map((person) => (
              <tr key={person.id}>
                <td>{person.name}</td>
                <td>{person.fullName}</td>
                <td>
                  <NativeSelect
                    size="xs"
                    aria-label={`Role of ${person.name}`}
                    disabled={person.id === self?.id}
                    value={person.roles[0] ?? 'user'}
                    data={roles}
                    onChange={(event) => change.mutate({ name: person.name, roles: event.currentTarget.value === 'user' ? [] : [event.currentTarget.value] })}
                  />
                </td>
                <td>{person.active === false ? <Tag tone="bad">shut out</Tag> : <Tag tone="good">active</Tag>}</td>
                <td>{moment(person.createdAt)}</td>
                <td className={css.acts}>
                  <Button size="xs" variant="default" aria-label={`Sign-in link for ${person.name}`} onClick={() => link.mutate(person.name)}>
                    Sign-in link
                  </Button>
                  {person.id !== self?.id && (
                    <Button size="xs" variant="light" color="red" onClick={() => change.mutate({ name: person.name, active: person.active === false })}>
                      {person.active === false ? `Let ${person.name} in` : `Shut ${person.name} out`}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Await>
    </>
  );
}
