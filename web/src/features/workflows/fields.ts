import type { Operator, ParameterSchema, Workflow } from '../../api/types';

/** One entry of a form. */
export interface Field {
  name: string;
  label: string;
  help: string;
  kind: 'boolean' | 'integer' | 'number' | 'choice' | 'list' | 'text';
  unit: string;
  options: string[];
  required: boolean;
  /** As it stands in the form: the text, or 'true' and 'false'. */
  initial: string;
  minimum?: number;
  maximum?: number;
}

/** A port of an operator or an input of a workflow. */
export interface Port {
  name: string;
  help: string;
  required: boolean;
  /** Several cubes are taken. */
  several: boolean;
  /** A whole dataset is taken. */
  whole: boolean;
}

/** What is to be computed: an operator or a workflow, as the form needs it. */
export interface Launchable {
  kind: 'operator' | 'workflow';
  name: string;
  doc: string;
  ports: Port[];
  fields: Field[];
}

const unitForm = /\bin ((?!one\b|all\b|place\b|memory\b)[\wµ°%/]{1,8})(?=$|[;,)])/;
const listForm = /^[^:]*: ((?:[\w-]+, )*[\w-]+ or [\w-]+)(?=$|[;,.])/;

function textOf(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  return Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : JSON.stringify(value);
}

function words(name: string): string {
  const spaced = name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/-/g, ' ').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** The field of a parameter as JSON Schema describes it. */
export function schemaField(name: string, schema: ParameterSchema, required: boolean): Field {
  const types = [schema.type ?? 'string'].flat();
  const kind = schema.enum
    ? 'choice'
    : types.includes('boolean')
      ? 'boolean'
      : types.includes('integer')
        ? 'integer'
        : types.includes('number')
          ? 'number'
          : types.includes('array')
            ? 'list'
            : 'text';
  const help = schema.description ?? '';
  return {
    name,
    label: words(schema.title ?? name),
    help,
    kind,
    unit: unitForm.exec(help)?.[1] ?? '',
    options: schema.enum ?? [],
    required,
    initial: textOf(schema.default),
    ...(schema.minimum !== undefined && { minimum: schema.minimum }),
    ...(schema.maximum !== undefined && { maximum: schema.maximum }),
  };
}

/** The fields of a workflow's parameters; their kind is that of their default. */
function workflowFields({ parameters }: Workflow): Field[] {
  return Object.entries(parameters).map(([name, { doc = '', default: initial, required }]) => {
    const options = listForm.exec(doc)?.[1]?.split(/, | or /) ?? [];
    const isChoice = typeof initial === 'string' && options.includes(initial);
    const type = typeof initial === 'boolean' ? 'boolean' : typeof initial === 'number' ? 'number' : 'string';
    return schemaField(name, { type, description: doc, default: initial, ...(isChoice && { enum: options }) }, required ?? false);
  });
}

/** Ports from a signature such as `attenuation(angle,x), centre? -> volume`. */
export function ports(signature: string): Port[] {
  const inputs = signature.slice(0, signature.indexOf('->'));
  return [...inputs.matchAll(/([\w-]+)([?*]?)(?:\(([^)]*)\))?\s*(?:,|$)/g)].map(([, name = '', mark, axes]) => ({
    name,
    help: axes && !axes.includes('$') ? `with the axes ${axes.split(',').join(', ')}` : '',
    required: mark === '',
    several: mark === '*',
    whole: false,
  }));
}

export function ofOperator(operator: Operator): Launchable {
  const required = operator.parameters.required ?? [];
  return {
    kind: 'operator',
    name: operator.name,
    doc: operator.doc,
    ports: ports(operator.signature),
    fields: Object.entries(operator.parameters.properties ?? {}).map(([name, schema]) => schemaField(name, schema, required.includes(name))),
  };
}

export function ofWorkflow(workflow: Workflow): Launchable {
  return {
    kind: 'workflow',
    name: workflow.name,
    doc: workflow.doc,
    ports: Object.entries(workflow.inputs).map(([name, input]) => ({ name, help: input.doc ?? '', required: true, several: false, whole: input.cubes !== undefined })),
    fields: workflowFields(workflow),
  };
}

/** The values that differ from what is taken anyway, as JSON; what is wrong is said by field. */
export function collect(fields: Field[], values: Record<string, string>): { set: Record<string, unknown>; wrong: Record<string, string> } {
  const set: Record<string, unknown> = {};
  const wrong: Record<string, string> = {};
  for (const field of fields) {
    const text = (values[field.name] ?? field.initial).trim();
    if (text === '' && field.required) {
      wrong[field.name] = 'This is needed.';
    }
    if (text === field.initial || text === '') {
      continue;
    }
    const number = Number(text);
    if (field.kind === 'integer' || field.kind === 'number') {
      if (!Number.isFinite(number) || (field.kind === 'integer' && !Number.isInteger(number))) {
        wrong[field.name] = field.kind === 'integer' ? 'A whole number is needed.' : 'A number is needed.';
      } else if (number < (field.minimum ?? -Infinity) || number > (field.maximum ?? Infinity)) {
        wrong[field.name] = `It must be from ${field.minimum ?? '−∞'} to ${field.maximum ?? '∞'}.`;
      }
      set[field.name] = number;
    } else if (field.kind === 'boolean') {
      set[field.name] = text === 'true';
    } else {
      set[field.name] = field.kind === 'list' ? text.split(',').map((part) => part.trim()).filter(Boolean) : text;
    }
  }
  return { set, wrong };
}

/** The form's values of a request that was sent before. */
export function valuesOf(set: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(set).map(([name, value]) => [name, textOf(value)]));
}
