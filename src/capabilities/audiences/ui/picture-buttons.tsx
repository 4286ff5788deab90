import { useMutation } from '@tanstack/react-query';
import { useLingui } from '@lingui/react/macro';
import { type AvatarView, removePicture, setPicture } from '#audiences/contract';
import { type ApiRefusal, upload } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { FileButton } from '#web/components/file-button.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { refresh, useMutationOf } from '#web/data.ts';
import { AvatarPicture } from './avatar-picture.tsx';

/** A face says more than a name. */
export function PictureButtons({ avatar }: { avatar: AvatarView }) {
  const { t } = useLingui();
  const params = { avatarId: avatar.id };
  const set = useMutation<AvatarView, ApiRefusal, File>({
    mutationFn: (file) => upload(setPicture, { params }, file),
    onSettled: () => refresh('audiences'),
    meta: { quiet: true },
  });
  const remove = useMutationOf(removePicture);
  return (
    <div className="flex flex-col gap-2 pb-2">
      <div className="flex flex-wrap items-center gap-3">
        <AvatarPicture avatar={avatar} size="large" />
        <FileButton
          accept="image/png,image/jpeg,image/webp"
          fileLabel={t`Bild des Avatars`}
          icon="import"
          onFile={(file) => set.mutate(file)}
          pending={set.isPending}
        >
          {avatar.pictureId ? t`Anderes Bild` : t`Bild hochladen`}
        </FileButton>
        {avatar.pictureId && (
          <Button
            kind="plain"
            onPress={() => remove.mutate({ params })}
            pending={remove.isPending}
          >{t`Bild entfernen`}</Button>
        )}
      </div>
      {set.error && <ErrorNote error={set.error} />}
    </div>
  );
}
