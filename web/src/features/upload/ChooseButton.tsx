import { Button, type ButtonProps } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import { ofFiles, ofFolder, type Chosen } from './chosen';

interface ChooseButtonProps extends ButtonProps {
  /** What is chosen: files, each by itself, or one folder. */
  what: 'file' | 'files' | 'folder';
  children: ReactNode;
  onChosen: (chosen: Chosen[]) => void;
}

/** Whether this browser lets one choose a folder; those of some phones do not. */
export const choosesFolders = 'webkitdirectory' in HTMLInputElement.prototype;

/** Opens the browser's own dialog for files. */
export function ChooseButton({ what, children, onChosen, ...button }: ChooseButtonProps) {
  const input = useRef<HTMLInputElement | null>(null);
  return (
    <>
      <Button {...button} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={(element) => {
          input.current = element;
          // React knows no such property.
          element?.toggleAttribute('webkitdirectory', what === 'folder');
        }}
        type="file"
        hidden
        multiple={what === 'files'}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file chosen again is a change only if nothing was chosen before.
          currentTarget.value = '';
          onChosen(what === 'folder' ? ofFolder(files) : ofFiles(files));
        }}
      />
    </>
  );
}
