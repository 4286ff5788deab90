import { z } from 'zod';
import { RecordingAnswer } from '#consent/contract';
import { defineOperation, Download, Id, Instant, Upload } from '#platform/operation';

export const RecordingPolicy = z.strictObject({
  /** Off by default. */
  on: z.boolean(),
  /** A recording is deleted so many days after it was made. */
  keepDays: z.number().int().min(1).max(3650),
});
export type RecordingPolicy = z.infer<typeof RecordingPolicy>;

export const getRecordingPolicy = defineOperation({
  name: 'conversations.getRecordingPolicy',
  method: 'GET',
  path: '/recording-policy',
  summary: 'Whether calls may be recorded here at all, and how long recordings are kept',
  permission: 'conversations.read',
  output: RecordingPolicy,
});

export const changeRecordingPolicy = defineOperation({
  name: 'conversations.changeRecordingPolicy',
  method: 'PUT',
  path: '/recording-policy',
  summary: 'Let calls be recorded or not, and say for how many days recordings are kept; older ones go the next night',
  permission: 'conversations.admin',
  body: RecordingPolicy,
  output: RecordingPolicy,
});

/** Whose voice a track holds. */
export const Party = z.enum(['user', 'contact']);
export type Party = z.infer<typeof Party>;

/** What browsers record. */
export const RecordingMedia = z.enum(['audio/webm', 'audio/ogg', 'audio/mp4']);
export type RecordingMedia = z.infer<typeof RecordingMedia>;

export const DeletedBecause = z.enum(['withdrawn', 'user_withdrew', 'retention', 'by_hand']);
export type DeletedBecause = z.infer<typeof DeletedBecause>;

export const RecordingView = z.strictObject({
  id: Id,
  callId: Id,
  contactId: Id,
  userId: Id,
  state: z.enum(['recording', 'arriving', 'kept', 'deleted']),
  startedAt: Instant,
  stoppedAt: Instant.nullable(),
  /** What was recorded, without pauses. */
  seconds: z.number().int(),
  /** The day on which it is deleted. */
  deleteOn: z.iso.date().nullable(),
  deletedBecause: DeletedBecause.nullable(),
});
export type RecordingView = z.infer<typeof RecordingView>;

const ofCall = z.strictObject({ callId: Id });
const ofRecording = z.strictObject({ recordingId: Id });

export const CallRecording = z.strictObject({
  /** May what is said now be recorded? */
  answer: RecordingAnswer,
  /** The latest first; those that were deleted too. */
  items: z.array(RecordingView),
});
export type CallRecording = z.infer<typeof CallRecording>;

export const getCallRecording = defineOperation({
  name: 'conversations.getCallRecording',
  method: 'GET',
  path: '/calls/:callId/recordings',
  summary: 'Whether a call may be recorded, and what has been recorded of it',
  permission: 'conversations.read',
  params: ofCall,
  output: CallRecording,
});

export const startRecording = defineOperation({
  name: 'conversations.startRecording',
  method: 'POST',
  path: '/calls/:callId/recordings',
  summary:
    'Record a call that is going on, if each voice in it has agreed; where it is being recorded already, that one',
  permission: 'conversations.write',
  params: ofCall,
  output: RecordingView,
  refusals: ['recording_not_allowed', 'not_your_call', 'call_over'],
});

/** What the person at the other end said when the released text was read to them; or that they take it back. */
export const SayOnRecording = z.discriminatedUnion('says', [
  z.strictObject({ says: z.literal('yes'), wordingId: Id }),
  z.strictObject({ says: z.literal('no'), wordingId: Id }),
  z.strictObject({ says: z.literal('withdrawn') }),
]);
export type SayOnRecording = z.infer<typeof SayOnRecording>;

export const sayOnRecording = defineOperation({
  name: 'conversations.sayOnRecording',
  method: 'POST',
  path: '/calls/:callId/recording-consents',
  summary:
    'The person was read the released text in this call and said yes or no, or takes it back. After a no or a withdrawal nothing that was recorded with them remains',
  permission: 'conversations.write',
  params: ofCall,
  body: SayOnRecording,
  output: CallRecording,
  refusals: ['not_for_recording', 'call_removed'],
});

export const stopRecording = defineOperation({
  name: 'conversations.stopRecording',
  method: 'POST',
  path: '/recordings/:recordingId/ending',
  summary: 'Stop recording. What is still on its way may arrive',
  permission: 'conversations.write',
  params: ofRecording,
  output: RecordingView,
  refusals: ['not_your_recording', 'recording_deleted'],
});

export const getRecording = defineOperation({
  name: 'conversations.getRecording',
  method: 'GET',
  path: '/recordings/:recordingId',
  summary: 'One recording: how long it is, whether it is there, and until when',
  permission: 'conversations.read',
  params: ofRecording,
  output: RecordingView,
});

export const deleteRecording = defineOperation({
  name: 'conversations.deleteRecording',
  method: 'DELETE',
  path: '/recordings/:recordingId',
  summary: 'Delete a recording for good',
  permission: 'conversations.manage',
  params: ofRecording,
  output: RecordingView,
});

export const SegmentView = z.strictObject({
  number: z.number().int(),
  /** From the start of the recording. */
  offsetMs: z.number().int(),
});

export const openSegment = defineOperation({
  name: 'conversations.openSegment',
  method: 'POST',
  path: '/recordings/:recordingId/segments',
  summary: 'Begin a stretch of a recording: at its start, after a pause, after the page was loaded anew',
  permission: 'conversations.write',
  params: ofRecording,
  body: z.strictObject({ mediaType: RecordingMedia }),
  output: SegmentView,
  refusals: ['recording_not_allowed', 'not_your_recording', 'recording_deleted', 'recording_over', 'too_long'],
});

const ofSegment = z.strictObject({ recordingId: Id, segment: z.coerce.number().int().min(1).max(100_000) });
const ofTrack = ofSegment.extend({ party: Party });

export const putPart = defineOperation({
  name: 'conversations.putPart',
  method: 'PUT',
  path: '/recordings/:recordingId/segments/:segment/tracks/:party/parts',
  summary:
    'The next bytes of a track, at most 1 MB. A part that is there already changes nothing; one that leaves a gap is refused with the byte to go on from',
  permission: 'conversations.write',
  params: ofTrack,
  query: z.strictObject({
    /** Where in the track it begins. */
    at: z.coerce.number().int().min(0),
    /** Of these bytes, so that what was garbled on the way shows. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  body: Upload,
  output: z.strictObject({ bytes: z.number().int() }),
  refusals: [
    'wrong_offset',
    'garbled',
    'too_large',
    'part_empty',
    'not_your_recording',
    'recording_deleted',
    'recording_over',
  ],
});

export const closeSegment = defineOperation({
  name: 'conversations.closeSegment',
  method: 'PUT',
  path: '/recordings/:recordingId/segments/:segment/end',
  summary: 'Say how long a stretch is; refused while bytes of it are missing',
  permission: 'conversations.write',
  params: ofSegment,
  body: z.strictObject({
    durationMs: z.number().int().min(0).max(86_400_000),
    bytes: z.strictObject({ user: z.number().int().min(0), contact: z.number().int().min(0) }),
  }),
  output: RecordingView,
  refusals: ['incomplete', 'not_your_recording', 'recording_deleted', 'recording_over'],
});

export const Track = z.strictObject({
  segment: z.number().int(),
  party: Party,
  offsetMs: z.number().int(),
  durationMs: z.number().int(),
  mediaType: RecordingMedia,
  bytes: z.number().int(),
});
export type Track = z.infer<typeof Track>;

export const Listening = z.strictObject({ id: Id, tracks: z.array(Track) });
export type Listening = z.infer<typeof Listening>;

export const listen = defineOperation({
  name: 'conversations.listen',
  method: 'POST',
  path: '/recordings/:recordingId/listenings',
  summary: 'Open a recording to listen; that you did is written down',
  permission: 'conversations.read',
  params: ofRecording,
  output: Listening,
  refusals: ['recording_deleted', 'not_kept_yet'],
});

export const downloadTrack = defineOperation({
  name: 'conversations.downloadTrack',
  method: 'GET',
  path: '/recordings/:recordingId/listenings/:listeningId/segments/:segment/tracks/:party',
  summary: 'The sound of one track, for who opened the recording to listen within the last twelve hours',
  permission: 'conversations.read',
  params: ofTrack.extend({ listeningId: Id }),
  output: Download,
});
