import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { json } from '../../api/client';
import { useSession } from '../session';
import { ErrorNotice } from '../../ui/Notice';
import { Card, Page, Pairs } from '../../ui/Page';
import css from './Account.module.css';
import { OutsideAccounts } from './OutsideAccounts';
import { Tokens } from './Tokens';

/** Who one is, one's password, and tokens for programs. */
export function AccountPage() {
  const { person } = useSession();
  const password = useMutation({
    mutationFn: (next: string) => json(`/api/users/${person?.name ?? ''}/password`, { method: 'POST', body: { password: next } }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    password.mutate(new FormData(form).get('password') as string, { onSuccess: () => form.reset() });
  };
  return (
    <Page title="Account">
      <div className={css.columns}>
        <Card title="You">
          <Pairs
            of={[
              ['Name', person?.name],
              ['Full name', person?.fullName || undefined],
              ['Roles', person?.roles.join(', ') || 'user'],
            ]}
          />
        </Card>
        <Card title="Password">
          <form onSubmit={submit} className={css.line}>
            <PasswordInput name="password" label="New password" autoComplete="new-password" required />
            <Button type="submit" loading={password.isPending}>
              Set
            </Button>
          </form>
          {password.error && <ErrorNotice error={password.error} />}
          {password.isSuccess && <p role="status">The password is set.</p>}
        </Card>
      </div>
      <OutsideAccounts />
      <Tokens />
    </Page>
  );
}
