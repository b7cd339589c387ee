import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { address, send } from './client';

/** A picture of the server's as an address for <img>; fetched with the session's credentials, kept while the page is open. */
export function usePicture(cube: string, region: string, size: number, enabled = true, bare = true) {
  const path = address('/api/cube/picture', { cube, region, size, bare });
  const query = useQuery({
    queryKey: ['picture', path],
    queryFn: async ({ signal }) => (await send(path, { signal })).blob(),
    enabled: enabled && cube !== '',
    staleTime: Infinity,
    retry: false,
  });
  const [source, setSource] = useState<string>();
  useEffect(() => {
    if (!query.data) {
      return undefined;
    }
    const made = URL.createObjectURL(query.data);
    setSource(made);
    return () => URL.revokeObjectURL(made);
  }, [query.data]);
  return { source, error: query.error };
}
