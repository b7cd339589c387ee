import type { components } from './schema';

type Schemas = components['schemas'];

/** An axis as the server describes it: even coordinates as start and step, uneven ones as values. */
export interface Axis {
  name: string;
  length: number;
  unit?: string;
  calendar?: string;
  coordinates?: { start?: number; step?: number; values?: (number | string)[] };
}

/** A cube's description. */
export interface Cube {
  name: string;
  type: string;
  unit?: string;
  axes: Axis[];
  attributes?: Record<string, unknown>;
}

export type Metadata = Record<string, unknown>;

export type Dataset = Omit<Schemas['DatasetView'], 'bytes' | 'cubes' | 'metadata' | 'proposal' | 'public'> & {
  /** The proposal whose members see it. */
  proposal?: string | null;
  /** Whether everybody sees it. */
  public?: boolean;
  bytes: number;
  cubes: Cube[] | null;
  metadata: Metadata | null;
};

export interface FacetValue {
  value: string;
  count: number;
}

export interface DatasetPage {
  items: Dataset[];
  next: string | null;
  total?: number;
  exact?: boolean;
  facets?: Record<string, FacetValue[]>;
}

export interface SearchOrder {
  text: string;
  where: string[];
  facets: string[];
  before?: string;
  limit: number;
}

export interface CubePlace {
  dataset: string;
  cube: string;
}

export interface Progress {
  section?: number;
  sections?: number;
  step?: string;
  done?: number;
  bytesPerSecond?: number;
  secondsLeft?: number;
}

export interface Predicted {
  bytesRead: number;
  bytesWritten: number;
  peakBytes: number;
  seconds: number;
}

/** An order as it can be sent again. */
export interface RunOrder {
  operator?: string | null;
  workflow?: WorkflowFile | null;
  inputs: Record<string, string | string[]>;
  set: Record<string, unknown>;
  name?: string;
  plan?: boolean;
  cache?: boolean;
  [other: string]: unknown;
}

export interface Run {
  run: string | null;
  state: string;
  name: string;
  operator: string;
  created: string | null;
  finished: string | null;
  inputs: Record<string, CubePlace>;
  outputs: Record<string, CubePlace>;
  progress: Progress | null;
  refusal: { code?: string; message?: string; help?: string } | null;
  statistics: { seconds?: number; bytesRead?: number; bytesWritten?: number; peakBufferBytes?: number; peakResidentBytes?: number } | null;
  plan: { total: Predicted; budgetBytes: number } | null;
  planText: string | null;
  cached: boolean;
  remarks: string[];
  request: RunOrder | null;
}

export interface WorkflowParameter {
  doc?: string;
  default?: unknown;
  required?: boolean;
}

export interface WorkflowNode {
  op: string;
  in?: Record<string, string | string[]>;
  set?: Record<string, unknown>;
  when?: string;
}

export interface WorkflowFile {
  name?: string;
  doc?: string;
  nodes?: Record<string, WorkflowNode>;
  [other: string]: unknown;
}

export interface Workflow {
  name: string;
  doc: string;
  origin: string;
  inputs: Record<string, { doc?: string; cubes?: string[] }>;
  parameters: Record<string, WorkflowParameter>;
  text: string;
}

export interface ParameterSchema {
  type?: string | string[];
  title?: string;
  description?: string;
  default?: unknown;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  items?: { type?: string };
}

export interface Operator {
  name: string;
  version: string;
  kind: string;
  signature: string;
  doc: string;
  origin: string;
  parameters: { properties?: Record<string, ParameterSchema>; required?: string[] };
}

/** Files that are sent one after the other as one stream of bytes, and become one dataset. */
export type UploadView = Omit<Schemas['UploadView'], 'files' | 'bytes' | 'received' | 'mostAtOnce' | 'run'> & {
  files: number;
  bytes: number;
  /** So many bytes the server has; the next ones begin there. */
  received: number;
  mostAtOnce: number;
  run: string | null;
};

/** How an upload becomes a dataset: an empty name is its own, no cubes are all. */
export type ImportOptions = Required<Schemas['UploadImportOrder']>;

export type Lineage = Schemas['LineageGraph'];
export type Token = Schemas['TokenSummary'];
export type NewToken = Schemas['NewToken'];
export type Audit = Omit<Schemas['AuditReport'], 'entries' | 'firstBroken'> & { entries: number; firstBroken: number | null };

export interface Person {
  id: string;
  name: string;
  fullName: string;
  email?: string;
  roles: string[];
  active?: boolean;
  createdAt?: string;
}

/** Whose accounts sign in here. */
export interface Provider {
  name: string;
  title: string;
  connected: boolean;
}

export interface Session {
  person: Person;
  csrf: string;
  expiresAt?: string;
}

export interface Proposal {
  id: string;
  number: string;
  title: string;
  /** How many belong to it. */
  members: number;
}

export interface ProposalDetail {
  proposal: Proposal;
  people: { name: string; fullName: string }[];
}

export interface Statistics {
  count: number;
  missing: number;
  min: number;
  max: number;
  mean: number;
  std: number;
}

export interface ServerStatus {
  version: string;
  home: string;
  database: string;
  diskFreeBytes: number;
  budgetBytes: number;
  processors: number;
  workers: { kind: string; process: number; openCalls: number }[];
  ophidia?: { port: number; trouble: string };
}

export type Verdict = 'identical' | 'within tolerance' | 'explained' | 'unexplained';

export interface RunComparison {
  first: string;
  second: string;
  tolerance: number;
  verdict: Verdict;
  steps: {
    first: string | null;
    second: string | null;
    operator: string;
    verdict: Verdict;
    changes: { field: string; first: string | null; second: string | null }[];
    upstream: string[];
    why: string;
  }[];
  outputs: {
    output: string;
    first: CubePlace | null;
    second: CubePlace | null;
    verdict: Verdict;
    why: string;
    difference: Record<string, unknown> | null;
    statistics: Partial<Statistics>[] | null;
  }[];
}

/** A run that waits or runs, in the order in which they are taken. */
export interface QueuedRun {
  run: string;
  name: string;
  operator: string;
  class: string;
  state: string;
  place: number;
  expectedSeconds: number;
  waitedSeconds: number;
  expectedStart: string | null;
  why: string;
}

/** An argument of an operator or primitive of Ophidia's. */
export interface OphidiaArgument {
  name: string;
  type: string;
  default: string | null;
  doc: string;
  values: string[];
}

/** What is said of an operator (with the right it needs) or of a primitive (with how it is called). */
export interface OphidiaManual {
  name: string;
  doc: string;
  aliases: string[];
  arguments: OphidiaArgument[];
  role?: string;
  signature?: string;
}

/** Ophidia's language as the server knows it. */
export interface OphidiaManuals {
  operators: OphidiaManual[];
  primitiveManuals: OphidiaManual[];
}
