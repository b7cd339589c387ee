import { useCallback, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';

/** Browsers refuse more than about a hundred changes of the address in half a minute. */
const pause = 300;

/**
 * State that is the address's query, for what changes many times a second: it is there at once, and the address follows a
 * little later. When the address changes by itself, the state follows it.
 */
export function useAddressState() {
  const [params, setParams] = useSearchParams();
  const address = params.toString();
  const [text, setText] = useState(address);
  const written = useRef(address);
  const latest = useRef(text);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  latest.current = text;

  useEffect(() => {
    if (address !== written.current) {
      written.current = address;
      setText(address);
    }
  }, [address]);

  useEffect(() => {
    if (text !== written.current && timer.current === undefined) {
      timer.current = setTimeout(() => {
        timer.current = undefined;
        written.current = latest.current;
        setParams(new URLSearchParams(latest.current), { replace: true });
      }, pause);
    }
  }, [text, setParams]);

  // Whoever leaves the page leaves with no address to be written any more.
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );

  const write = useCallback((change: (next: URLSearchParams) => void) => {
    setText((now) => {
      const next = new URLSearchParams(now);
      change(next);
      return next.toString();
    });
  }, []);
  return [new URLSearchParams(text), write] as const;
}
