import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { json } from '../../api/client';
import { queries } from '../../api/queries';
import { ErrorNotice } from '../../ui/Notice';
import { Card, Table } from '../../ui/Page';

/** Accounts elsewhere with which one signs in here: connected, and taken away again. Nothing where there is no provider. */
export function OutsideAccounts() {
  const client = useQueryClient();
  const { data: providers = [] } = useQuery(queries.providers());
  const connect = useMutation({
    mutationFn: (name: string) => json<{ url: string }>(`/api/session/provider/${name}/connect`, { method: 'POST' }),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  const disconnect = useMutation({
    mutationFn: (name: string) => json(`/api/session/provider/${name}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['providers'] }),
  });
  const error = connect.error ?? disconnect.error;
  if (providers.length === 0) {
    return null;
  }
  return (
    <Card title="Accounts elsewhere">
      <p>With a connected account you sign in here without a password.</p>
      {error && <ErrorNotice error={error} />}
      <Table label="Accounts elsewhere" head={['Provider', 'Account', '']}>
        {providers.map(({ name, title, connected }) => (
          <tr key={name}>
            <td>{title}</td>
            <td>{connected ? 'connected' : 'not connected'}</td>
            <td>
              {connected ? (
                <Button size="xs" variant="default" loading={disconnect.isPending} onClick={() => disconnect.mutate(name)}>
                  Disconnect
                </Button>
              ) : (
                <Button size="xs" variant="default" loading={connect.isPending} onClick={() => connect.mutate(name)}>
                  Connect
                </Button>
              )}
            </td>
          </tr>
        ))}
      </Table>
    </Card>
  );
}
