import { json } from './client';
import { credentials } from './credentials';
import { Problem } from './problem';
import type { Person, Session } from './types';

function keep(session: Session): Person {
  credentials.bearer = '';
  credentials.csrf = session.csrf;
  return known(session.person);
}

function known(person: Person): Person {
  credentials.person = person.id;
  return person;
}

/** Who is signed in; undefined for nobody. */
export async function currentPerson(): Promise<Person | undefined> {
  try {
    return credentials.bearer ? known(await json<Person>('/api/users/self')) : keep(await json<Session>('/api/session'));
  } catch (error) {
    if (error instanceof Problem && [401, 403, 404].includes(error.status)) {
      credentials.bearer = '';
      credentials.person = '';
      return undefined;
    }
    throw error;
  }
}

export async function signIn(name: string, password: string): Promise<Person> {
  return keep(await json<Session>('/api/session', { method: 'POST', body: { name, password } }));
}

/** Spends a one-time code. */
export async function signInWithCode(code: string): Promise<Person> {
  return keep(await json<Session>('/api/session/link', { method: 'POST', body: { code } }));
}

/** Uses a token for as long as this tab is open. */
export async function signInWithToken(token: string): Promise<Person> {
  credentials.bearer = token;
  try {
    return known(await json<Person>('/api/users/self'));
  } catch (error) {
    credentials.bearer = '';
    throw error;
  }
}

export async function signOut(): Promise<void> {
  if (credentials.bearer) {
    credentials.bearer = '';
  } else {
    await json('/api/session', { method: 'DELETE' });
    credentials.csrf = '';
  }
  credentials.person = '';
}
