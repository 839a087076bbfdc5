package dev.blueline.tasks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A small grammar of a language: nouns with their gender, adjectives with their forms, verbs with their subject. Enough for
 * "I see the red house".
 */
interface Lexicon {

    enum Gender {
        MASCULINE,
        FEMININE,
        NEUTER
    }

    /**
     * A noun.
     *
     * @param foreign as a subject
     * @param object as an object
     */
    record Noun(String english, String foreign, String object, Gender gender) {}

    /**
     * An adjective.
     *
     * @param forms masculine, feminine, neuter, feminine as an object; as many as the language has
     */
    record Adjective(String english, List<String> forms) {}

    /** A verb with its subject, such as "I see". */
    record Verb(String english, String foreign) {}

    Locale locale();

    List<Gender> genders();

    List<Noun> nouns();

    List<Adjective> adjectives();

    List<Verb> verbs();

    /**
     * The noun with its adjective, definite where the language shows it.
     *
     * @param agreesWith noun whose gender the adjective takes; a wrong answer is made with another
     * @param spelled the noun that is written
     * @param object whether it is the object of a verb
     */
    String phrase(Noun agreesWith, Adjective adjective, Noun spelled, boolean object);

    /** Spanish: the adjective follows and agrees in gender. */
    record Spanish() implements Lexicon {
        private static final List<Noun> NOUNS = Stream.of(
                        "house casa f",
                        "table mesa f",
                        "door puerta f",
                        "window ventana f",
                        "chair silla f",
                        "shirt camisa f",
                        "lamp lámpara f",
                        "bottle botella f",
                        "box caja f",
                        "flower flor f",
                        "key llave f",
                        "spoon cuchara f",
                        "car coche m",
                        "book libro m",
                        "dog perro m",
                        "cat gato m",
                        "tree árbol m",
                        "ship barco m",
                        "horse caballo m",
                        "hat sombrero m",
                        "clock reloj m",
                        "shoe zapato m",
                        "glass vaso m",
                        "knife cuchillo m")
                .map(line -> line.split(" "))
                .map(word ->
                        new Noun(word[0], word[1], word[1], word[2].equals("f") ? Gender.FEMININE : Gender.MASCULINE))
                .toList();
        private static final List<Adjective> ADJECTIVES = Stream.of(
                        "red roj",
                        "white blanc",
                        "black negr",
                        "yellow amarill",
                        "small pequeñ",
                        "new nuev",
                        "old viej",
                        "clean limpi",
                        "long larg",
                        "expensive car",
                        "pretty bonit",
                        "cheap barat")
                .map(line -> line.split(" "))
                .map(word -> new Adjective(word[0], List.of(word[1] + "o", word[1] + "a")))
                .toList();
        private static final List<Verb> VERBS = List.of(
                new Verb("I see", "veo"),
                new Verb("I buy", "compro"),
                new Verb("I sell", "vendo"),
                new Verb("I want", "quiero"),
                new Verb("we see", "vemos"),
                new Verb("we buy", "compramos"),
                new Verb("we sell", "vendemos"),
                new Verb("we want", "queremos"),
                new Verb("they see", "ven"),
                new Verb("they buy", "compran"),
                new Verb("they sell", "venden"),
                new Verb("they want", "quieren"));

        @Override
        public Locale locale() {
            return Locale.of("es");
        }

        @Override
        public List<Gender> genders() {
            return List.of(Gender.MASCULINE, Gender.FEMININE);
        }

        @Override
        public List<Noun> nouns() {
            return NOUNS;
        }

        @Override
        public List<Adjective> adjectives() {
            return ADJECTIVES;
        }

        @Override
        public List<Verb> verbs() {
            return VERBS;
        }

        @Override
        public String phrase(Noun agreesWith, Adjective adjective, Noun spelled, boolean object) {
            String article = spelled.gender() == Gender.FEMININE ? "la " : "el ";
            return article + spelled.foreign() + " "
                    + adjective.forms().get(agreesWith.gender() == Gender.FEMININE ? 1 : 0);
        }
    }

    /** Russian: the adjective comes first and agrees in gender; feminine words change as objects. All nouns are lifeless. */
    record Russian() implements Lexicon {
        private static final List<Noun> NOUNS = Stream.of(
                        "house дом дом m",
                        "table стол стол m",
                        "chair стул стул m",
                        "key ключ ключ m",
                        "glass стакан стакан m",
                        "knife нож нож m",
                        "flower цветок цветок m",
                        "garden сад сад m",
                        "car машина машину f",
                        "book книга книгу f",
                        "shirt рубашка рубашку f",
                        "hat шляпа шляпу f",
                        "lamp лампа лампу f",
                        "bottle бутылка бутылку f",
                        "box коробка коробку f",
                        "boat лодка лодку f",
                        "window окно окно n",
                        "tree дерево дерево n",
                        "letter письмо письмо n",
                        "apple яблоко яблоко n",
                        "mirror зеркало зеркало n",
                        "armchair кресло кресло n",
                        "wheel колесо колесо n",
                        "lake озеро озеро n")
                .map(line -> line.split(" "))
                .map(word -> new Noun(
                        word[0],
                        word[1],
                        word[2],
                        word[3].equals("m") ? Gender.MASCULINE : word[3].equals("f") ? Gender.FEMININE : Gender.NEUTER))
                .toList();
        private static final List<Adjective> ADJECTIVES = Stream.of(
                        "red красн ый",
                        "white бел ый",
                        "black чёрн ый",
                        "yellow жёлт ый",
                        "small маленьк ий",
                        "new нов ый",
                        "old стар ый",
                        "clean чист ый",
                        "long длинн ый",
                        "expensive дорог ой",
                        "pretty красив ый",
                        "cheap дешёв ый")
                .map(line -> line.split(" "))
                .map(word -> new Adjective(
                        word[0], List.of(word[1] + word[2], word[1] + "ая", word[1] + "ое", word[1] + "ую")))
                .toList();
        private static final List<Verb> VERBS = List.of(
                new Verb("I see", "я вижу"),
                new Verb("I buy", "я покупаю"),
                new Verb("I sell", "я продаю"),
                new Verb("I want", "я хочу"),
                new Verb("we see", "мы видим"),
                new Verb("we buy", "мы покупаем"),
                new Verb("we sell", "мы продаём"),
                new Verb("we want", "мы хотим"),
                new Verb("they see", "они видят"),
                new Verb("they buy", "они покупают"),
                new Verb("they sell", "они продают"),
                new Verb("they want", "они хотят"));

        @Override
        public Locale locale() {
            return Locale.of("ru");
        }

        @Override
        public List<Gender> genders() {
            return List.of(Gender.MASCULINE, Gender.FEMININE, Gender.NEUTER);
        }

        @Override
        public List<Noun> nouns() {
            return NOUNS;
        }

        @Override
        public List<Adjective> adjectives() {
            return ADJECTIVES;
        }

        @Override
        public List<Verb> verbs() {
            return VERBS;
        }

        @Override
        public String phrase(Noun agreesWith, Adjective adjective, Noun spelled, boolean object) {
            int form = switch (agreesWith.gender()) {
                case MASCULINE -> 0;
                case FEMININE -> object ? 3 : 1;
                case NEUTER -> 2;
            };
            return adjective.forms().get(form) + " " + (object ? spelled.object() : spelled.foreign());
        }
    }
}
