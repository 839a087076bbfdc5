package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavaSourceTest {
    @Test
    void code_loses_licence_package_imports_and_documentation_but_keeps_other_comments() {
        JavaSource source = JavaSource.split("""
                /*
                 * Licensed to the Example Foundation under one or more licenses.
                 */
                package org.example.shapes;

                import java.util.List;
                import static java.lang.Math.PI;

                /** A circle. */
                public class Circle {
                    /* radius, in metres */
                    double radius;   // never negative


                    /**
                     * Its area.
                     * @return square metres
                     */
                    double area() { return PI * radius * radius; }
                }
                """);

        assertThat(source.packageName()).isEqualTo("org.example.shapes");
        assertThat(source.code()).isEqualTo("""
                public class Circle {
                    /* radius, in metres */
                    double radius;   // never negative

                    double area() { return PI * radius * radius; }
                }""");
        assertThat(source.comments()).hasSize(2);
        assertThat(source.comments().getFirst().strip()).isEqualTo("A circle.");
        assertThat(source.generated()).isFalse();
    }

    @Test
    void comment_signs_inside_literals_are_code() {
        String code = "class A { String a = \"/** no */ // no\"; char q = '\"'; char s = '\\'';\n"
                + "    String b = \"\"\"\n        /** \"no\" */\n        \"\"\"; }";

        JavaSource source = JavaSource.split(code + " /** yes */");

        assertThat(source.code()).isEqualTo(code);
        assertThat(source.comments()).hasSize(1);
    }

    @Test
    void comments_in_markdown_are_documentation_too() {
        JavaSource source = JavaSource.split("/// First line\n  /// second *line*.\nint x; // rest\n");

        assertThat(source.comments()).containsExactly(" First line\n second *line*.\n");
        assertThat(source.code()).isEqualTo("int x; // rest");
    }

    @Test
    void a_licence_in_a_documentation_comment_is_no_documentation() {
        assertThat(JavaSource.split("/** Copyright 2020 Example. */ class A {}").comments())
                .isEmpty();
    }

    @Test
    void files_that_say_a_program_wrote_them_are_marked() {
        assertThat(JavaSource.split("// THIS CODE IS AUTOMATICALLY GENERATED.  DO NOT EDIT.\nclass A {}")
                        .generated())
                .isTrue();
        assertThat(JavaSource.split("/** The generated sequence. */ class A {}").generated())
                .isFalse();
    }

    @Test
    void a_file_that_breaks_off_anywhere_is_read_to_its_end() {
        String whole =
                "package a.b; /** doc {@code x} */ class A { /* c */ String s = \"t\\\"\"; char c = '\\n'; /// m\n }";
        for (int end = 0; end <= whole.length(); end++) {
            JavaSource source = JavaSource.split(whole.substring(0, end));
            assertThat(source.code().length()).isLessThanOrEqualTo(end);
        }
    }
}
