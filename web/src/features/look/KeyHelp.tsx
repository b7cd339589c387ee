import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Pairs } from '../../ui/Page';
import css from './Look.module.css';

/** What the keys do. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className={css.help} aria-label="Keys" onClose={onClose}>
      <h2>Keys</h2>
      <Pairs
        of={[
          ['← →', 'one step along the sliding axis; with Shift ten'],
          ['Space', 'play and pause'],
          ['f', 'fit the frame'],
          ['l', 'logarithm on and off'],
          ['c', 'compare with another dataset'],
          ['h', 'go to the histogram and the window'],
          ['r', 'draw a box, a line, or neither'],
          ['.', 'share: a short link to this view'],
          ['?', 'this help'],
          ['+ −', 'zoom, with the image focused; arrows then move it'],
          ['Wheel', 'zoom; drag to move; double click to fit'],
        ]}
      />
      <Button mt="md" onClick={() => dialog.current?.close()}>
        Close
      </Button>
    </dialog>
  );
}
