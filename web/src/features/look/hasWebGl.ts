let known: boolean | undefined;

/** Whether this browser draws with WebGL 2; asked once, because browsers have only so many contexts. */
export function hasWebGl(): boolean {
  if (known === undefined) {
    const context = document.createElement('canvas').getContext('webgl2');
    known = context !== null;
    context?.getExtension('WEBGL_lose_context')?.loseContext();
  }
  return known;
}
