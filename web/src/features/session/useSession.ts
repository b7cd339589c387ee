import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { currentPerson, signOut } from '../../api/session';
import type { Person } from '../../api/types';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => (await currentPerson()) ?? null,
  staleTime: 300_000,
});

/** Who is signed in, and how to stop being that. */
export function useSession() {
  const client = useQueryClient();
  const { data: person } = useQuery(sessionQuery);
  const has = (role: string) => person?.roles.includes(role) ?? false;
  return {
    person: person ?? undefined,
    isAdministrator: has('administrator'),
    isStaff: has('staff') || has('administrator'),
    enter: async (entered: Person) => {
      // An answer to an earlier question, who is signed in, must not come after this.
      await client.cancelQueries(sessionQuery);
      client.setQueryData(sessionQuery.queryKey, entered);
    },
    leave: async () => {
      await signOut();
      client.setQueryData(sessionQuery.queryKey, null);
      // What one person saw is not for the next one.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
    },
  };
}
