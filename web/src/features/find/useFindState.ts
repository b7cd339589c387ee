import { useSearchParams } from 'react-router';

export const plainColumns = ['created', 'size', 'format', 'shape', 'description', 'content id'];

/** What the Find page shows, all of it in the address. */
export function useFindState() {
  const [params, setParams] = useSearchParams();
  const change = (values: Record<string, string | string[]>) =>
    setParams((now) => {
      const next = new URLSearchParams(now);
      for (const [key, value] of Object.entries(values)) {
        next.delete(key);
        (Array.isArray(value) ? value : [value]).filter(Boolean).forEach((one) => next.append(key, one));
      }
      return next;
    });
  return {
    text: params.get('q') ?? '',
    where: params.getAll('where'),
    columns: params.has('column') ? params.getAll('column') : ['created', 'size', 'shape'],
    facets: ['format', 'type', 'axis', ...params.getAll('facet')],
    extraFacets: params.getAll('facet'),
    view: params.get('view') === 'cards' ? ('cards' as const) : ('table' as const),
    change,
    replaceAll: (search: string) => setParams(new URLSearchParams(search)),
    search: params.toString(),
  };
}

export type FindState = ReturnType<typeof useFindState>;
