import { logWindow, partOf, type Frame } from './frame';

export interface Style {
  window: [number, number];
  log: boolean;
  colours: Uint8Array;
}

export interface Painter {
  kind: 'WebGL 2' | 'canvas';
  paint: (frame: Frame, style: Style) => void;
  dispose: () => void;
}

const vertexShader = `#version 300 es
void main() {
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;

const fragmentShader = `#version 300 es
precision highp float;
precision highp sampler2D;
uniform sampler2D samples;
uniform sampler2D colours;
uniform vec2 window;
uniform bool logarithm;
out vec4 colour;
void main() {
  ivec2 size = textureSize(samples, 0);
  ivec2 place = ivec2(gl_FragCoord.xy);
  float value = texelFetch(samples, ivec2(place.x, size.y - 1 - place.y), 0).r;
  float part = logarithm
    ? (value > 0.0 ? log(value / window.x) / log(window.y / window.x) : 0.0)
    : (value - window.x) / (window.y - window.x);
  colour = isnan(value) ? vec4(0.0) : texelFetch(colours, ivec2(int(clamp(part, 0.0, 1.0) * 255.0 + 0.5), 0), 0);
}`;

/** Paints with WebGL 2; undefined where there is none. Window, logarithm and colours change without sending the samples again. */
function glPainter(canvas: HTMLCanvasElement): Painter | undefined {
  const gl = canvas.getContext('webgl2', { premultipliedAlpha: false, preserveDrawingBuffer: true });
  if (!gl) {
    return undefined;
  }
  const program = gl.createProgram();
  for (const [type, source] of [[gl.VERTEX_SHADER, vertexShader], [gl.FRAGMENT_SHADER, fragmentShader]] as const) {
    const shader = gl.createShader(type);
    if (!shader) {
      return undefined;
    }
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
    return undefined;
  }
  gl.useProgram(program);
  const texture = (unit: number, name: string) => {
    const made = gl.createTexture();
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, made);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.uniform1i(gl.getUniformLocation(program, name), unit);
  };
  texture(0, 'samples');
  texture(1, 'colours');
  let sent: Frame | undefined;
  return {
    kind: 'WebGL 2',
    paint: (frame, style) => {
      if (sent !== frame) {
        if (canvas.width !== frame.columns || canvas.height !== frame.rows) {
          canvas.width = frame.columns;
          canvas.height = frame.rows;
          gl.viewport(0, 0, frame.columns, frame.rows);
        }
        gl.activeTexture(gl.TEXTURE0);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32F, frame.columns, frame.rows, 0, gl.RED, gl.FLOAT, frame.samples);
        sent = frame;
      }
      gl.activeTexture(gl.TEXTURE1);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 256, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, style.colours);
      gl.uniform2f(gl.getUniformLocation(program, 'window'), ...(style.log ? logWindow(style.window) : style.window));
      gl.uniform1i(gl.getUniformLocation(program, 'logarithm'), style.log ? 1 : 0);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    },
    dispose: () => gl.getExtension('WEBGL_lose_context')?.loseContext(),
  };
}

/** Paints sample by sample; slower, and there everywhere. */
function plainPainter(canvas: HTMLCanvasElement): Painter {
  return {
    kind: 'canvas',
    paint: (frame, { window, log, colours }) => {
      if (canvas.width !== frame.columns || canvas.height !== frame.rows) {
        canvas.width = frame.columns;
        canvas.height = frame.rows;
      }
      const context = canvas.getContext('2d');
      if (!context) {
        return;
      }
      const image = context.createImageData(frame.columns, frame.rows);
      const pixels = new Uint32Array(image.data.buffer);
      const table = new Uint32Array(colours.buffer);
      frame.samples.forEach((value, at) => {
        const part = Math.min(1, Math.max(0, partOf(value, window, log)));
        pixels[at] = Number.isNaN(value) ? 0 : (table[Math.round(part * 255)] ?? 0);
      });
      context.putImageData(image, 0, 0);
    },
    dispose: () => undefined,
  };
}

export function makePainter(canvas: HTMLCanvasElement): Painter {
  return glPainter(canvas) ?? plainPainter(canvas);
}
