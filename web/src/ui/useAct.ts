// Something that is done by one button: what comes of it is told, and what shows it is asked again.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { tell, tellFailure } from './notify';

interface Options<A> {
  stale: string[]; // nouns whose queries are asked for again
  said?: string; // told when it is done
  done?: (answer: A) => void;
}

export function useAct<A, V = void>(
  act: (value: V) => Promise<A>,
  { stale, said, done }: Options<A>,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async answer => {
      if (said) tell(said);
      done?.(answer);
      await Promise.all(stale.map(noun => client.invalidateQueries({ queryKey: [noun] })));
    },
    onError: tellFailure,
  });
}
