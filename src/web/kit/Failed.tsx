import { sayProblem } from '../words/problems.ts';
import { Wrong } from './Field.tsx';

/** Why something that somebody tried was refused, where it was tried; nothing while there is no error. */
export function Failed({ error, className = '' }: { error: Error | null | undefined; className?: string }) {
  if (!error) return null;
  return (
    <div className={`field ${className}`.trimEnd()}>
      <Wrong>{sayProblem(error)}</Wrong>
    </div>
  );
}
