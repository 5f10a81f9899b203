import { useRef } from 'react';
import classes from './case.module.css';

const largest = 1_200;

/// A mail as it was laid out: cleaned by the server, and shown in a frame in which no script runs,
/// no form is sent and nothing is fetched from elsewhere (the page's own policy goes for it too).
/// Links open in a tab of their own. `allow-same-origin` only lets us measure its height.
export function HtmlMail({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  function fit() {
    const body = frame.current?.contentDocument?.body;
    if (!frame.current || !body) return;
    frame.current.style.blockSize = `${Math.min(largest, body.scrollHeight + 24)}px`;
  }
  const page =
    '<!doctype html><meta charset="utf-8"><base target="_blank">' +
    `<body dir="auto" style="color:#1c2421;font-family:system-ui,sans-serif">${html}</body>`;
  return (
    <iframe
      ref={frame}
      className={classes.frame}
      title={title}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcDoc={page}
      onLoad={fit}
    />
  );
}
