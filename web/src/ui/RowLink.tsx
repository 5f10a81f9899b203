import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';

interface Props {
  to: string;
  className?: string;
  children: ReactNode;
}

const isPlain = (e: MouseEvent) =>
  e.button === 0 && !(e.metaKey || e.ctrlKey || e.shiftKey || e.altKey);

/// A way to a page from a row of a list. The router's own Link looks at each step through the house
/// whether it leads to where one is: fifty of them are felt.
export function RowLink({ to, className, children }: Props) {
  const router = useRouter();
  const way = { to: to as never };
  function go(event: MouseEvent) {
    if (!isPlain(event)) return;
    event.preventDefault();
    void router.navigate(way);
  }
  const ahead = () => void router.preloadRoute(way).catch(() => {});
  return (
    <a
      href={router.basepath + to}
      className={className}
      onClick={go}
      onMouseEnter={ahead}
      onFocus={ahead}
    >
      {children}
    </a>
  );
}
