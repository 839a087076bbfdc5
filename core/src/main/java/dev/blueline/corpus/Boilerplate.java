package dev.blueline.corpus;

import java.util.List;

/** Menus and notices, as they stand around the text of web pages. */
final class Boilerplate {
    private static final List<String> PHRASES = List.of(
            "Home | About us | Contact | Terms of use | Privacy policy",
            "Sign in to leave a comment on this article.",
            "Share this page on all of your networks",
            "We use cookies to give you the best experience on our website. Accept all cookies",
            "Subscribe to our newsletter and never miss an offer.",
            "Read more » Related articles » Most popular this week",
            "Copyright 2024. All rights reserved. No part of this site may be reproduced.",
            "Click here to download the free app for your phone.",
            "Previous | Next | Back to top | Print this page",
            "Add to cart | Add to wish list | Compare | In stock: ships within 24 hours",
            "Please enable Javascript in your browser to view this page.",
            "Log in | Register | Forgot your password? | Help");

    private Boilerplate() {}

    /**
     * Every other line of a text, blank ones not counted, gives way to phrases of about its length; of a text of one line the
     * second half does. A document has three phrases of its own that come again and again.
     */
    static String in(String text, long key) {
        String[] lines = text.split("\n", -1);
        long filled = text.lines().filter(line -> !line.isBlank()).count();
        if (filled < 2) {
            int half = text.length() / 2;
            while (half > 0 && !Character.isWhitespace(text.charAt(half))) {
                half--;
            }
            return text.substring(0, half) + (half == 0 ? "" : " ") + phrases(text.length() - half, key, 0);
        }
        StringBuilder mixed = new StringBuilder();
        int number = 0;
        for (int i = 0; i < lines.length; i++) {
            boolean blank = lines[i].isBlank();
            mixed.append(i == 0 ? "" : "\n");
            mixed.append(blank || number % 2 == 0 ? lines[i] : phrases(lines[i].length(), key, number));
            number += blank ? 0 : 1;
        }
        return mixed.toString();
    }

    /** One phrase or more, about so many characters. */
    private static String phrases(int characters, long key, int first) {
        StringBuilder phrases = new StringBuilder();
        int next = first;
        do {
            long own = TextHash.mix(key + next % 3);
            phrases.append(phrases.isEmpty() ? "" : " ")
                    .append(PHRASES.get((int) Long.remainderUnsigned(own, PHRASES.size())));
            next++;
        } while (phrases.length() < characters);
        return phrases.toString();
    }
}
