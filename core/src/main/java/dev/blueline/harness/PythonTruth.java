package dev.blueline.harness;

import com.hubspot.jinjava.objects.serialization.PyishSerializable;
import com.hubspot.jinjava.util.HasObjectTruthValue;
import java.io.IOException;

/** A truth value of a document: templates print {@code True} and {@code False}. */
enum PythonTruth implements HasObjectTruthValue, PyishSerializable {
    TRUE("True"),
    FALSE("False");

    private final String text;

    PythonTruth(String text) {
        this.text = text;
    }

    static PythonTruth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    @Override
    public boolean getObjectTruthValue() {
        return this == TRUE;
    }

    @Override
    public <T extends Appendable & CharSequence> T appendPyishString(T to) throws IOException {
        to.append(text);
        return to;
    }

    @Override
    public String toString() {
        return text;
    }
}
