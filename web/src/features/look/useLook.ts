import { useQueries } from '@tanstack/react-query';
import { principalCube } from '../../api/cubes';
import { queries } from '../../api/queries';
import type { Cube } from '../../api/types';
import { follow, formatPanel, parsePanel, type PanelState } from './lookState';
import { useAddressState } from './useAddressState';

export interface OpenPanel {
  state: PanelState;
  info: Cube;
  title: string;
  /** Its place among the panels and its plane: two panels may show the same cube, at other places. */
  shown: string;
  /** The name of its dataset's content. */
  content: string | undefined;
}

/** The panels of the address with what is known of their cubes, and how they are changed. */
export function useLook() {
  const [params, write] = useAddressState();
  const texts = params.getAll('p').slice(0, 4);
  const ids = texts.map((text) => text.split(/[/|]/)[0] ?? '');
  // Two panels may show the same dataset; it is asked for once.
  const asked = [...new Set(ids)];
  const answered = useQueries({ queries: asked.map((id) => queries.dataset(id)) });
  const answers = ids.map((id) => answered[asked.indexOf(id)]);
  const linked = params.get('linked') !== '0';
  const active = Math.min(Number(params.get('active') ?? 0), Math.max(0, texts.length - 1));

  const panels: (OpenPanel | undefined)[] = texts.map((text, index) => {
    const dataset = answers[index]?.data;
    const name = /^[^/|]*\/([^|]*)/.exec(text)?.[1];
    const info = dataset?.cubes?.find((cube) => cube.name === name) ?? (name ? undefined : principalCube(dataset?.cubes ?? []));
    if (!dataset || !info) {
      return undefined;
    }
    const state = parsePanel(name ? text : text.replace(dataset.id, `${dataset.id}/${info.name}`), info);
    return { info, state, shown: [index, state.cube, state.x, state.y].join('|'), content: dataset.contentId ?? undefined, title: `${dataset.name}: ${info.name}` };
  });

  const writePanels = (all: string[]) =>
    write((next) => {
      next.delete('p');
      all.forEach((text) => next.append('p', text));
    });

  return {
    panels,
    errors: answers.map((answer) => answer?.error),
    missing: texts.map((text, index) => (answers[index]?.data && !panels[index] ? text : undefined)),
    linked,
    active,
    difference: params.get('difference') === '1',
    /** Changes a panel, and those that are linked with it as far as they can follow. */
    change: (index: number, change: Partial<PanelState>) =>
      writePanels(
        texts.map((text, other) => {
          const panel = panels[other];
          if (!panel || (other !== index && !linked)) {
            return text;
          }
          return formatPanel(other === index ? { ...panel.state, ...change } : follow(panel.state, panel.info, change));
        }),
      ),
    open: (cube: string) => writePanels([...texts, cube].slice(-4)),
    replace: (index: number, cube: string) => writePanels(texts.map((text, other) => (other === index ? [cube, ...text.split('|').slice(1)].join('|') : text))),
    close: (index: number) => writePanels(texts.filter((_, other) => other !== index)),
    set: (key: 'linked' | 'active' | 'difference', value: string) => write((next) => next.set(key, value)),
  };
}

export type Look = ReturnType<typeof useLook>;
