import { Button } from '@mantine/core';
import { useState } from 'react';
import { remove, type Upload } from './uploads';

/** Deletes an upload; asks first where something of it has arrived already. */
export function DeleteButton({ upload }: { upload: Upload }) {
  const [asked, setAsked] = useState(false);
  const text = asked ? 'Yes, delete what has arrived' : 'Delete';
  const act = async () => {
    if (!asked && upload.received > 0) {
      setAsked(true);
      return;
    }
    // What has the focus goes; the next press of Tab starts from the page's content.
    document.getElementById('content')?.focus();
    await remove(upload);
  };
  return (
    <>
      <Button
        size="xs"
        color="red"
        variant="light"
        aria-label={`${text}${asked ? ' of' : ''} ${upload.name}`}
        // The second half of a double click is no answer.
        onClick={({ detail }) => detail < 2 && void act()}
      >
        {text}
      </Button>
      {asked && (
        <Button size="xs" variant="default" onClick={() => setAsked(false)}>
          Keep it
        </Button>
      )}
    </>
  );
}
