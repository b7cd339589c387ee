import { useEffect, useRef, useState } from 'react';

/** Takes files that are dropped anywhere on the page; whether some are held above it. */
export function useDrop(onDrop: (items: DataTransferItemList) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(() => {
    const above = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) {
        // Without this the browser would open the file instead of the portal.
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      }
    };
    const left = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const dropped = (event: DragEvent) => {
      setOver(false);
      if (event.dataTransfer?.types.includes('Files')) {
        event.preventDefault();
        latest.current(event.dataTransfer.items);
      }
    };
    window.addEventListener('dragenter', above);
    window.addEventListener('dragover', above);
    window.addEventListener('dragleave', left);
    window.addEventListener('drop', dropped);
    return () => {
      window.removeEventListener('dragenter', above);
      window.removeEventListener('dragover', above);
      window.removeEventListener('dragleave', left);
      window.removeEventListener('drop', dropped);
    };
  }, []);
  return over;
}
