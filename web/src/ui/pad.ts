// A place to sign in by finger, pen or mouse; the strokes as a PNG. Without React, since the
// customer's own pages have it too (portal/sign.ts).
import Signature from 'signature_pad';

/// A picture stays within what the server takes (2,000 pixels a side), however dense the screen.
const mostPixels = 1_800;
/// The paper is white by day and by night.
const ink = '#101830';

export interface Pad {
  clear(): void;
  /// Strokes that were given before.
  show(picture: string): void;
  stop(): void;
}

/// `drawn` is called with a data URL after each stroke, and with nothing once it is cleared.
export function padOn(canvas: HTMLCanvasElement, drawn: (picture: string) => void): Pad {
  const signature = new Signature(canvas, { penColor: ink, minWidth: 0.8, maxWidth: 2.6 });
  let shown = '';
  /// A turned phone keeps the strokes.
  function refit() {
    const { clientWidth, clientHeight } = canvas;
    if (clientWidth === 0) return;
    const scale = Math.min(window.devicePixelRatio || 1, mostPixels / clientWidth);
    const [width, height] = [Math.round(clientWidth * scale), Math.round(clientHeight * scale)];
    if (canvas.width === width && canvas.height === height) return;
    const strokes = signature.toData();
    canvas.width = width;
    canvas.height = height;
    canvas.getContext('2d')?.setTransform(scale, 0, 0, scale, 0, 0);
    signature.clear();
    if (strokes.length > 0) signature.fromData(strokes);
    else if (shown) void signature.fromDataURL(shown, { width: clientWidth, height: clientHeight });
  }
  const watch = new ResizeObserver(refit);
  watch.observe(canvas);
  refit();
  const ended = () => drawn(signature.isEmpty() ? '' : signature.toDataURL('image/png'));
  signature.addEventListener('endStroke', ended);
  return {
    clear() {
      shown = '';
      signature.clear();
      drawn('');
    },
    show(picture) {
      shown = picture;
      const { clientWidth, clientHeight } = canvas;
      if (clientWidth > 0)
        void signature.fromDataURL(picture, { width: clientWidth, height: clientHeight });
    },
    stop() {
      watch.disconnect();
      signature.off();
    },
  };
}
