package io.souk.timeline;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A timeline as bytes: its events in order of time, each as the difference from the one before, words that come again as
 * their number. An order of a timeline takes some 30 bytes, a touch some 25.
 */
public final class PackedTimeline {

    private static final int FORMAT = 2;

    private static final long DAY = 86_400_000_000L;

    private static final int TOUCH = 0;
    private static final int ORDER = 1;

    private PackedTimeline() {}

    /** Packs the timelines of one person after the other. */
    public static final class Writer {

        private final Bytes bytes = new Bytes();
        private final java.util.Map<String, Integer> numbers = new java.util.HashMap<>();
        private long lastAt;
        private int events;

        public Writer() {
            begin();
        }

        private void begin() {
            bytes.clear();
            bytes.putByte(FORMAT);
            numbers.clear();
            lastAt = 0;
            events = 0;
        }

        /** Events of the timeline that is being packed. */
        public int events() {
            return events;
        }

        /** The next event in order of time. */
        public void add(Event event) {
            events++;
            bytes.putByte(event instanceof Event.Order ? ORDER : TOUCH);
            bytes.putNumber(event.at() - lastAt);
            lastAt = event.at();
            putWord(event.platform());
            bytes.putText(event.id());
            if (event instanceof Event.Order order) {
                put(order);
            } else if (event instanceof Event.Touch touch) {
                put(touch);
            }
        }

        private void put(Event.Touch touch) {
            bytes.putFlags(touch.isOwnShare(), touch.isPaid());
            bytes.putNumber(touch.day() - Math.floorDiv(touch.at(), DAY));
            putWord(touch.type());
            putWord(touch.channel());
            putWord(touch.sharerType());
            putWord(touch.sharer());
            putWord(touch.partner());
        }

        private void put(Event.Order order) {
            bytes.putFlags(order.countsHarmonised(), order.countsReported(), order.isPaid());
            bytes.putNumber(order.day());
            putWord(order.platformGroup());
            putWord(order.buyer());
            bytes.putNumber(order.gmv());
            Attributes attributes = order.attributes();
            putWord(attributes.cityTier());
            putWord(attributes.city());
            putWord(attributes.generation());
            putWord(attributes.gender());
            putWord(attributes.country());
            bytes.putNumber(order.reversals().length);
            for (Event.Reversal reversal : order.reversals()) {
                bytes.putNumber(reversal.day());
                bytes.putNumber(reversal.amount());
            }
        }

        /** 0 for none, the number of a word that came before, or the next number and the word. */
        private void putWord(String word) {
            if (word == null) {
                bytes.putNumber(0);
                return;
            }
            Integer number = numbers.get(word);
            if (number != null) {
                bytes.putNumber(number);
            } else {
                numbers.put(word, numbers.size() + 1);
                bytes.putNumber(numbers.size());
                bytes.putText(word);
            }
        }

        /** The timeline that was packed; the next one begins. */
        public byte[] end() {
            byte[] packed = bytes.copy();
            begin();
            return packed;
        }
    }

    /** Reads packed timelines; words are shared by all that one reader reads. */
    public static final class Reader {

        private final Words words = new Words();

        /**
         * The events in order of time.
         *
         * @throws IllegalArgumentException where the bytes are of a format that this version does not know
         */
        public Iterator<Event> events(byte[] packed) {
            Bytes.Reader bytes = new Bytes.Reader(packed);
            int format = bytes.takeByte();
            if (format != FORMAT) {
                throw new IllegalArgumentException(
                        "A timeline is packed in format %d, and this version of Souk reads format %d. Make the tables again: souk backfill --lake DIR"
                                .formatted(format, FORMAT));
            }
            return new Iterator<>() {
                private String[] ofTimeline = new String[16];
                private int known;
                private long at;

                @Override
                public boolean hasNext() {
                    return !bytes.isAtEnd();
                }

                @Override
                public Event next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    boolean isOrder = bytes.takeByte() == ORDER;
                    at += bytes.takeNumber();
                    String platform = word();
                    String id = bytes.takeText();
                    return isOrder ? order(platform, id) : touch(platform, id);
                }

                private Event touch(String platform, String id) {
                    int flags = bytes.takeByte();
                    return new Event.Touch(
                            at,
                            platform,
                            id,
                            Math.toIntExact(bytes.takeNumber() + Math.floorDiv(at, DAY)),
                            word(),
                            word(),
                            word(),
                            word(),
                            word(),
                            Bytes.isSet(flags, 0),
                            Bytes.isSet(flags, 1));
                }

                private Event order(String platform, String id) {
                    int flags = bytes.takeByte();
                    return new Event.Order(
                            at,
                            platform,
                            id,
                            bytes.takeInt(),
                            word(),
                            word(),
                            Bytes.isSet(flags, 0),
                            Bytes.isSet(flags, 1),
                            Bytes.isSet(flags, 2),
                            bytes.takeNumber(),
                            new Attributes(word(), word(), word(), word(), word()),
                            Event.Reversal.take(bytes));
                }

                private String word() {
                    int number = bytes.takeInt();
                    if (number == 0) {
                        return null;
                    }
                    if (number > known) {
                        if (known == ofTimeline.length) {
                            ofTimeline = java.util.Arrays.copyOf(ofTimeline, 2 * known);
                        }
                        ofTimeline[known++] = bytes.takeText(words);
                    }
                    return ofTimeline[number - 1];
                }
            };
        }
    }
}
