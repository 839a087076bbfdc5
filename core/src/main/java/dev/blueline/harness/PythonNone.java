package dev.blueline.harness;

import com.hubspot.jinjava.objects.serialization.PyishSerializable;
import com.hubspot.jinjava.util.HasObjectTruthValue;
import java.io.IOException;

/** An empty field of a document: templates print {@code None} and take it for false. */
enum PythonNone implements HasObjectTruthValue, PyishSerializable {
    NONE;

    @Override
    public boolean getObjectTruthValue() {
        return false;
    }

    @Override
    public <T extends Appendable & CharSequence> T appendPyishString(T to) throws IOException {
        to.append("None");
        return to;
    }

    @Override
    public String toString() {
        return "None";
    }
}
