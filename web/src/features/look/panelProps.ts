import type { PanelState } from './lookState';
import type { OpenPanel } from './useLook';

/** What every way of showing a cube is given. */
export interface ShownPanel {
  panel: OpenPanel;
  onBusy: (busy: boolean) => void;
  onChange: (change: Partial<PanelState>) => void;
}
