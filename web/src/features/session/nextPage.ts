/** Where to go after signing in: a path of this portal, never another site's. */
export function nextPage(wanted: string | null): string {
  return wanted && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith('/signin') ? wanted : '/';
}
