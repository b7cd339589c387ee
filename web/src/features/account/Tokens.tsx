import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { json } from '../../api/client';
import { queries } from '../../api/queries';
import type { NewToken, Token } from '../../api/types';
import { CopyButton } from '../../ui/CopyButton';
import { ago, moment } from '../../ui/format';
import { Await, Empty, ErrorNotice } from '../../ui/Notice';
import { Card, Code, Table, Tag } from '../../ui/Page';
import css from './Account.module.css';

const scopes = [
  { value: 'read', label: 'read: see and fetch data' },
  { value: 'run', label: 'run: compute' },
  { value: 'write', label: 'write: bring in and delete data' },
  { value: 'admin', label: 'admin: what administrators do' },
];

/** Tokens for programs: made, shown once, revoked. */
export function Tokens() {
  const client = useQueryClient();
  const query = useQuery(queries.tokens());
  const again = () => client.invalidateQueries({ queryKey: ['tokens'] });
  const make = useMutation({
    mutationFn: (order: { name: string; days: number; scopes: string[] }) => json<NewToken>('/api/tokens', { method: 'POST', body: order }),
    onSuccess: again,
  });
  const revoke = useMutation({ mutationFn: (id: string) => json(`/api/tokens/${id}`, { method: 'DELETE' }), onSuccess: again });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    make.mutate({ name: form.get('name') as string, days: Number(form.get('days')), scopes: form.getAll('scope') as string[] });
    event.currentTarget.reset();
  };
  return (
    <Card title="Tokens">
      <p>Programs sign in with a token instead of a password. A token with no scope chosen may do all that you may.</p>
      <form onSubmit={submit} className={css.token}>
        <TextInput name="name" label="What it is for" placeholder="notebook" required />
        <NativeSelect
          name="days"
          label="Valid for"
          defaultValue="90"
          data={[
            { value: '7', label: '7 days' },
            { value: '30', label: '30 days' },
            { value: '90', label: '90 days' },
            { value: '365', label: 'a year' },
          ]}
        />
        <fieldset className={css.scopes}>
          <legend>Scopes</legend>
          {scopes.map((scope) => (
            <Checkbox key={scope.value} name="scope" value={scope.value} label={scope.label} />
          ))}
        </fieldset>
        <Button type="submit" loading={make.isPending}>
          Make a token
        </Button>
      </form>
      {make.error && <ErrorNotice error={make.error} />}
      {make.data && (
        <div role="status" className={css.fresh}>
          <strong>This is the token. It is shown this once.</strong>
          <Code label="The token">{make.data.secret}</Code>
          <CopyButton label="Copy the token" text={make.data.secret} />
        </div>
      )}
      {revoke.error && <ErrorNotice error={revoke.error} />}
      <Await query={query}>
        {(all) =>
          all.length === 0 ? (
            <Empty title="No tokens yet." />
          ) : (
            <Table label="Tokens" head={['For', 'Scopes', 'Made', 'Ends', 'Last used', 'State', '']}>
              {all.map((token) => (
                <tr key={token.id}>
                  <td>{token.name}</td>
                  <td>{token.scopes.join(', ') || 'all'}</td>
                  <td>{moment(token.createdAt)}</td>
                  <td>{token.expiresAt ? moment(token.expiresAt) : 'never'}</td>
                  <td>{ago(token.lastUsedAt)}</td>
                  <td>
                    <State token={token} />
                  </td>
                  <td>
                    {!token.revokedAt && (
                      <Button size="xs" variant="light" color="red" aria-label={`Revoke ${token.name}`} onClick={() => revoke.mutate(token.id)}>
                        Revoke
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Await>
    </Card>
  );
}

function State({ token }: { token: Token }) {
  if (token.revokedAt) {
    return <Tag tone="bad">revoked</Tag>;
  }
  return token.expiresAt && Date.parse(token.expiresAt) < Date.now() ? <Tag tone="warn">ended</Tag> : <Tag tone="good">valid</Tag>;
}
