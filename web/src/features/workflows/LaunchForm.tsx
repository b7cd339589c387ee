import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { json } from '../../api/client';
import type { Run, RunOrder, WorkflowFile } from '../../api/types';
import { CubePicker } from '../dataset';
import { ErrorNotice } from '../../ui/Notice';
import { Card } from '../../ui/Page';
import { collect, valuesOf, type Launchable } from './fields';
import { ParameterField } from './ParameterField';
import { PlanView } from './PlanView';
import { useFoundBefore } from './useFoundBefore';
import css from './Workflows.module.css';

interface LaunchFormProps {
  what: Launchable;
  file?: WorkflowFile;
  /** The run that is done again with changes. */
  earlier?: Run;
  input: string;
}

/** Inputs and parameters; the plan with its cost before anything runs, then the run. */
export function LaunchForm({ what, file, earlier, input }: LaunchFormProps) {
  const navigate = useNavigate();
  const [values, setValues] = useState<Record<string, string>>(() => valuesOf(earlier?.request?.set ?? {}));
  const [inputs, setInputs] = useState<Record<string, string[]>>(() => firstInputs(what, earlier?.request ?? undefined, input));
  const [name, setName] = useState('');
  const [checked, setChecked] = useState(false);
  const foundBefore = useFoundBefore(what.fields, earlier);
  const { set, wrong } = collect(what.fields, values);
  const missing = what.ports.filter((port) => port.required && !inputs[port.name]?.some(Boolean)).map((port) => port.name);
  const order: RunOrder = {
    ...(file ? { workflow: file } : { operator: what.name }),
    inputs: Object.fromEntries(
      what.ports.flatMap((port) => {
        const given = (inputs[port.name] ?? []).filter(Boolean);
        return given.length === 0 ? [] : [[port.name, port.several ? given : (given[0] ?? '')]];
      }),
    ),
    set,
    name,
  };
  const plan = useMutation({ mutationFn: () => json<Run>('/api/runs', { method: 'POST', body: { ...order, plan: true } }) });
  const start = useMutation({
    mutationFn: () => json<Run>('/api/runs', { method: 'POST', body: order }),
    onSuccess: (run) => void navigate(`/runs/${run.run ?? ''}${earlier?.run ? `?from=${earlier.run}` : ''}`),
  });
  const good = Object.keys(wrong).length === 0 && missing.length === 0;
  const attempt = (act: () => void) => {
    setChecked(true);
    if (good) {
      act();
    }
  };
  const change = (field: string, value: string) => {
    setValues({ ...values, [field]: value });
    plan.reset();
  };
  const setInput = (port: string, index: number, value: string) => {
    setInputs({ ...inputs, [port]: (inputs[port] ?? ['']).map((old, at) => (at === index ? value : old)) });
    plan.reset();
  };

  return (
    <form
      noValidate
      className={css.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        attempt(() => start.mutate());
      }}
    >
      <div>
        {what.ports.length > 0 && (
          <Card title="Inputs">
            {what.ports.map((port) => (
              <div key={port.name} className={css.port}>
                {(inputs[port.name] ?? ['']).map((value, index) => (
                  <CubePicker
                    key={index}
                    label={port.name}
                    description={port.help}
                    required={port.required}
                    whole={port.whole}
                    value={value}
                    onChange={(next) => setInput(port.name, index, next)}
                  />
                ))}
                {port.several && (
                  <Button size="xs" variant="default" onClick={() => setInputs({ ...inputs, [port.name]: [...(inputs[port.name] ?? ['']), ''] })}>
                    One more
                  </Button>
                )}
                {checked && missing.includes(port.name) && <p className={css.wrong}>Choose a dataset.</p>}
              </div>
            ))}
          </Card>
        )}
        <Card title="Parameters">
          <div className={css.fields}>
            {what.fields.map((field) => (
              <ParameterField
                key={field.name}
                field={field}
                foundBefore={foundBefore[field.name]}
                value={values[field.name] ?? field.initial}
                wrong={checked ? wrong[field.name] : undefined}
                onChange={(value) => change(field.name, value)}
              />
            ))}
            {what.fields.length === 0 && <p>It has none.</p>}
          </div>
        </Card>
      </div>
      <div className={css.side}>
        <Card title="Run it">
          <TextInput label="Name of the result" placeholder={`${what.name} …`} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <div className={css.buttons}>
            <Button type="submit" loading={start.isPending}>
              Start
            </Button>
            <Button variant="default" loading={plan.isPending} onClick={() => attempt(() => plan.mutate())}>
              Plan only
            </Button>
          </div>
          {checked && !good && (
            <p role="alert" className={css.wrong}>
              Something is missing or wrong: {[...missing, ...Object.keys(wrong)].join(', ')}.
            </p>
          )}
          {start.error && <ErrorNotice error={start.error} />}
          {plan.error && <ErrorNotice error={plan.error} />}
          {plan.data ? <PlanView run={plan.data} /> : <p className={css.quiet}>The plan says what would be read, written and held in memory, and how long it would take. Nothing runs.</p>}
        </Card>
      </div>
    </form>
  );
}

/** Inputs of the earlier run, or the cube that was brought along at the first port. */
function firstInputs(what: Launchable, earlier: RunOrder | undefined, input: string): Record<string, string[]> {
  return Object.fromEntries(
    what.ports.map((port, index) => {
      const before = earlier?.inputs[port.name];
      const brought = index === 0 && input ? [port.whole ? (input.split('/')[0] ?? '') : input] : [''];
      return [port.name, before ? [before].flat() : brought];
    }),
  );
}
