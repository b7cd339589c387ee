import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { json, send } from './client';
import type {
  Audit, Dataset, DatasetPage, Lineage, OphidiaManuals, Operator, Person, Proposal, ProposalDetail, Provider, QueuedRun, Run, RunComparison, RunOrder, SearchOrder, ServerStatus, Statistics, Token, Workflow,
} from './types';

/** Requests, each with its key. Datasets never change once they are made, so what describes them is never asked for twice. */
export const queries = {
  dataset: (id: string) =>
    queryOptions({ queryKey: ['dataset', id], queryFn: ({ signal }) => json<Dataset>(`/api/datasets/${id}`, { signal }), staleTime: Infinity }),
  find: (order: SearchOrder) =>
    infiniteQueryOptions({
      queryKey: ['find', order],
      queryFn: ({ pageParam, signal }) =>
        json<DatasetPage>('/api/datasets/find', {
          method: 'POST',
          signal,
          // Counts do not change from page to page: only the first asks for them.
          body: pageParam ? { ...order, facets: [], before: pageParam } : order,
        }),
      initialPageParam: '',
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  lineage: (id: string, direction: 'up' | 'down') =>
    queryOptions({
      queryKey: ['lineage', id, direction],
      queryFn: ({ signal }) => json<Lineage>(`/api/datasets/${id}/lineage`, { query: { direction }, signal }),
    }),
  statistics: (cube: string) =>
    queryOptions({
      queryKey: ['statistics', cube],
      queryFn: ({ signal }) => json<Statistics>('/api/cube/stats', { query: { cube }, signal }),
      staleTime: Infinity,
    }),
  providers: () =>
    queryOptions({ queryKey: ['providers'], queryFn: ({ signal }) => json<Provider[]>('/api/session/providers', { signal }), staleTime: 60_000 }),
  runs: (state: string, operator = '') =>
    infiniteQueryOptions({
      queryKey: ['runs', state, operator],
      queryFn: ({ pageParam, signal }) =>
        json<Run[]>('/api/runs', {
          query: { state: state || undefined, operator: operator || undefined, limit: 30, before: pageParam || undefined },
          signal,
        }),
      initialPageParam: '',
      getNextPageParam: (page) => (page.length === 30 ? (page.at(-1)?.run ?? undefined) : undefined),
    }),
  run: (id: string) => queryOptions({ queryKey: ['run', id], queryFn: ({ signal }) => json<Run>(`/api/runs/${id}`, { signal }) }),
  queue: () => queryOptions({ queryKey: ['queue'], queryFn: ({ signal }) => json<QueuedRun[]>('/api/runs/queue', { signal }), refetchInterval: 2000 }),
  ophidiaManual: () => queryOptions({ queryKey: ['ophidia-manual'], queryFn: ({ signal }) => json<OphidiaManuals>('/api/ophidia/manual', { signal }), staleTime: Infinity }),
  log: (id: string) =>
    queryOptions({
      queryKey: ['log', id],
      queryFn: async ({ signal }) => (await send(`/api/runs/${id}/log`, { signal })).text(),
    }),
  why: (id: string) =>
    queryOptions({
      queryKey: ['why', id],
      queryFn: ({ signal }) => json<{ reason: string; comparedWith?: string }>(`/api/runs/${id}/why`, { signal }),
    }),
  compare: (first: string, second: string) =>
    queryOptions({
      queryKey: ['compare', first, second],
      queryFn: ({ signal }) => json<RunComparison>('/api/runs/compare', { query: { first, second }, signal }),
      staleTime: Infinity,
    }),
  plan: (order: RunOrder) =>
    queryOptions({
      queryKey: ['plan', order],
      queryFn: ({ signal }) => json<Run>('/api/runs', { method: 'POST', body: { ...order, plan: true }, signal }),
    }),
  workflows: () =>
    queryOptions({
      queryKey: ['workflows'],
      queryFn: async ({ signal }) => (await json<{ workflows: Workflow[] }>('/api/workflows', { signal })).workflows,
      staleTime: 600_000,
    }),
  operators: () =>
    queryOptions({
      queryKey: ['operators'],
      queryFn: async ({ signal }) => (await json<{ operators: Operator[] }>('/api/operators', { signal })).operators,
      staleTime: 600_000,
    }),
  tokens: () => queryOptions({ queryKey: ['tokens'], queryFn: ({ signal }) => json<Token[]>('/api/tokens', { signal }) }),
  users: () => queryOptions({ queryKey: ['users'], queryFn: ({ signal }) => json<Person[]>('/api/users', { signal }) }),
  proposals: () => queryOptions({ queryKey: ['proposals'], queryFn: ({ signal }) => json<Proposal[]>('/api/proposals', { signal }) }),
  proposal: (id: string) => queryOptions({ queryKey: ['proposal', id], queryFn: ({ signal }) => json<ProposalDetail>(`/api/proposals/${id}`, { signal }) }),
  status: () => queryOptions({ queryKey: ['status'], queryFn: ({ signal }) => json<ServerStatus>('/api/status', { signal }), refetchInterval: 5000 }),
  audit: () => queryOptions({ queryKey: ['audit'], queryFn: ({ signal }) => json<Audit>('/api/audit/verify', { signal }) }),
};
