import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { CubePicker } from '../dataset';
import { Icon } from '../../ui/Icon';
import { Empty, ErrorNotice, Waiting } from '../../ui/Notice';
import { Card, Page } from '../../ui/Page';
import { Controls } from './Controls';
import { Difference } from './Difference';
import { KeyHelp } from './KeyHelp';
import css from './Look.module.css';
import { Panel } from './Panel';
import { ShareDialog } from './ShareDialog';
import { toShare } from './sharedView';
import { useLook } from './useLook';
import { useLookKeys } from './useLookKeys';
import { useTool } from './useTool';

/** Looks through cubes: one to four panels side by side, each along any of its axes. The address says everything. */
export function LookPage() {
  const look = useLook();
  const [adding, setAdding] = useState(false);
  const [help, setHelp] = useState(false);
  const [sharing, setSharing] = useState(false);
  const [tool, setTool] = useTool();
  const [playing, setPlaying] = useState(false);
  const active = look.panels[look.active];
  const count = look.panels.length;
  useLookKeys({
    look, toggleHelp: () => setHelp((shown) => !shown), togglePlaying: () => setPlaying((now) => !now), compare: () => setAdding(true),
    share: () => setSharing(true),
    reach: (part) => {
      const card = document.getElementById(`look-${part}`);
      card?.scrollIntoView({ block: 'nearest' });
      if (part === 'regions') {
        setTool(tool === 'move' ? 'roi' : tool === 'roi' ? 'line' : 'move');
      } else {
        card?.querySelector<HTMLElement>('input')?.focus({ preventScroll: true });
      }
    },
  });
  const open = look.panels.filter((panel) => panel !== undefined);

  return (
    <Page
      title="Look"
      sub={active?.title}
      actions={
        count > 0 && (
          <>
            <Button size="xs" variant="default" leftSection={<Icon name="plus" size={14} />} disabled={count >= 4} onClick={() => setAdding(!adding)}>
              Compare with …
            </Button>
            <Button size="xs" variant="default" leftSection={<Icon name="link" size={14} />} disabled={open.length === 0} onClick={() => setSharing(true)}>
              Share
            </Button>
            <Button size="xs" variant="default" onClick={() => setHelp(true)}>
              Keys
            </Button>
          </>
        )
      }
    >
      {(count === 0 || adding) && (
        <Card title={count === 0 ? 'What to look at' : 'Compare with'}>
          <CubePicker
            label="Dataset"
            value=""
            onChange={(cube) => {
              setAdding(false);
              look.open(cube);
            }}
          />
          {count === 0 && <Empty title="Choose a dataset, or open one from Find." />}
        </Card>
      )}
      {count > 1 && (
        <div className={css.links}>
          <Checkbox label="Panels move together" checked={look.linked} onChange={(event) => look.set('linked', event.currentTarget.checked ? '1' : '0')} />
          <Checkbox label="Show the difference of the first two" checked={look.difference} onChange={(event) => look.set('difference', event.currentTarget.checked ? '1' : '0')} />
        </div>
      )}
      {count > 0 && (
        <div className={css.layout}>
          <div className={css.panels} data-count={count + (look.difference && count > 1 ? 1 : 0)}>
            {look.panels.map((panel, index) =>
              panel ? (
                <Panel key={index} panel={panel} index={index} look={look} playing={playing} onPlaying={setPlaying} />
              ) : look.errors[index] ? (
                <ErrorNotice key={index} error={look.errors[index]} />
              ) : look.missing[index] ? (
                <ErrorNotice key={index} error={new Error(`The dataset has no cube of this name: ${look.missing[index]}`)} />
              ) : (
                <Waiting key={index} rows={1} height={420} />
              ),
            )}
            {look.difference && look.panels[0] && look.panels[1] && <Difference one={look.panels[0]} other={look.panels[1]} />}
          </div>
          {active && <Controls key={look.active} panel={active} look={look} />}
        </div>
      )}
      {sharing && open.length > 0 && <ShareDialog shared={toShare(open, look)} onClose={() => setSharing(false)} />}
      {help && <KeyHelp onClose={() => setHelp(false)} />}
    </Page>
  );
}
