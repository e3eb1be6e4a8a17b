import { useEffect } from 'react';

let exact = '';

function write(title: string): void {
  document.title = title === '' ? 'Greenroom' : `${title} · Greenroom`;
}

/** Names the document more exactly than the list of screens does: "Invitation from Northlight Studio". */
export function useTitle(title: string): void {
  useEffect(() => {
    exact = title;
    write(title);
    return () => {
      exact = '';
    };
  }, [title]);
}

/** The title by the list of screens. A screen's own effect runs before this one, so its word stands. */
export function useRouteTitle(title: string): void {
  useEffect(() => write(exact || title), [title]);
}
