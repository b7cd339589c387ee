import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { signIn, signInWithCode, signInWithToken } from '../../api/session';
import type { Person } from '../../api/types';
import { ErrorNotice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { nextPage } from './nextPage';
import { ProviderButtons } from './ProviderButtons';
import { takeRefusal } from './refusal';
import css from './SignInPage.module.css';
import { useSession } from './useSession';

/** Signing in: by name and password, by token, or by a one-time link, whose code is behind the '#'. */
export function SignInPage() {
  const { enter } = useSession();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const { hash } = useLocation();
  const [way, setWay] = useState('password');
  const [refused] = useState(takeRefusal);
  const spent = useRef('');
  const entering = useMutation({
    mutationFn: (attempt: () => Promise<Person>) => attempt(),
    onSuccess: async (person) => {
      await enter(person);
      void navigate(nextPage(search.get('next')), { replace: true });
    },
  });
  const { mutate } = entering;

  useEffect(() => {
    const code = hash.slice(1);
    // A code works once; a second attempt by a second render would be refused.
    if (code && spent.current !== code) {
      spent.current = code;
      mutate(() => signInWithCode(code));
    }
  }, [hash, mutate]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const field = (name: string) => (form.get(name) as string | null) ?? '';
    mutate(() => (way === 'token' ? signInWithToken(field('token').trim()) : signIn(field('name').trim(), field('password'))));
  };

  return (
    <Page title="Sign in">
      <div className={css.box}>
        <p>Find data, look through them, compute, and see how every result came about.</p>
        {entering.error ? <ErrorNotice error={entering.error} /> : refused && <ErrorNotice error={refused} />}
        <ProviderButtons next={nextPage(search.get('next'))} />
        <SegmentedControl
          fullWidth
          aria-label="How to sign in"
          value={way}
          onChange={setWay}
          data={[
            { value: 'password', label: 'Password' },
            { value: 'token', label: 'Token' },
          ]}
        />
        <form onSubmit={submit}>
          {way === 'password' ? (
            <>
              <TextInput name="name" label="Name" autoComplete="username" required autoFocus />
              <PasswordInput name="password" label="Password" autoComplete="current-password" required />
            </>
          ) : (
            <PasswordInput
              name="token"
              label="Token"
              description="Made with “etalon token create” or on the Account page. It is kept until this tab is closed."
              autoComplete="off"
              required
            />
          )}
          <Button type="submit" fullWidth mt="md" loading={entering.isPending}>
            Sign in
          </Button>
        </form>
        <p className={css.hint}>
          On the machine where Etalon runs, <code>etalon signin-link</code> prints a link that signs you in once.
        </p>
      </div>
    </Page>
  );
}
