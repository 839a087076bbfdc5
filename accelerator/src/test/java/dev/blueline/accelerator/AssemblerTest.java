package dev.blueline.accelerator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each instruction against the bytes that GNU as 2.40 makes of the line in the comment. */
class AssemblerTest {

    @Test
    void vectorInstructionsAreThoseOfGnuAs() {
        // vmovups 64(%rdi),%zmm1{%k2}{z}
        check("62 f1 7c ca 10 4f 01", code -> code.load(1, Place.at(Register.RDI, 64), 2));
        // vmovups 128(%r12),%zmm28
        check("62 41 7c 48 10 64 24 02", code -> code.load(28, Place.at(Register.R12, 128)));
        // vmovups 1000(%rax),%zmm3
        check("62 f1 7c 48 10 98 e8 03 00 00", code -> code.load(3, Place.at(Register.RAX, 1000)));
        // vmovups %zmm17,64(%r14)
        check("62 c1 7c 48 11 4e 01", code -> code.store(Place.at(Register.R14, 64), 17));
        // vpbroadcastd 12(%r11,%rsi,2),%zmm31
        check(
                "62 42 7d 48 58 7c 73 03",
                code -> code.broadcastPair(
                        31, Place.at(Register.R11, Register.RSI, 2).plus(12)));
        // vpbroadcastd 4(%rbp),%zmm9
        check("62 72 7d 48 58 4d 01", code -> code.broadcastPair(9, Place.at(Register.RBP, 4)));
        // vpbroadcastd 6(%r10,%r9,8),%zmm16
        check(
                "62 82 7d 48 58 84 ca 06 00 00 00",
                code -> code.broadcastPair(
                        16, Place.at(Register.R10, Register.R9, 8).plus(6)));
        // vpxord %zmm21,%zmm21,%zmm21
        check("62 a1 55 40 ef ed", code -> code.zero(21));
        // vdpbf16ps %zmm30,%zmm29,%zmm7
        check("62 92 16 40 52 fe", code -> code.addProducts(7, 29, 30));
        // vdpbf16ps %zmm9,%zmm3,%zmm24
        check("62 42 66 48 52 c1", code -> code.addProducts(24, 3, 9));
        // vcvtne2ps2bf16 %zmm2,%zmm18,%zmm12
        check("62 72 6f 40 72 e2", code -> code.round(12, 18, 2));
        // vpermw %zmm19,%zmm4,%zmm27
        check("62 22 dd 48 8d db", code -> code.permute(27, 4, 19));
        // kmovw %r9d,%k1
        check("c4 c1 78 92 c9", code -> code.mask(1, Register.R9));
        // vzeroupper
        check("c5 f8 77", Assembler::clearUpperHalves);
    }

    @Test
    void integerInstructionsAreThoseOfGnuAs() {
        // movq %rsi,%r12
        check("49 89 f4", code -> code.move(Register.R12, Register.RSI));
        // movq 1000(%rsp),%r15
        check("4c 8b bc 24 e8 03 00 00", code -> code.argument(Register.R15, 1000));
        // addq %r14,%rdi
        check("4c 01 f7", code -> code.add(Register.RDI, Register.R14));
        // addq $1000,%r13
        check("49 81 c5 e8 03 00 00", code -> code.add(Register.R13, 1000));
        // cmpq $1000,%rdx
        check("48 81 fa e8 03 00 00", code -> code.compare(Register.RDX, 1000));
        // shrq $16,%r8
        check("49 c1 e8 10", code -> code.shiftRight(Register.R8, 16));
        // leaq 8(%r11,%rsi,2),%rbx
        check(
                "49 8d 5c 73 08",
                code -> code.address(
                        Register.RBX, Place.at(Register.R11, Register.RSI, 2).plus(8)));
        // popq %r15
        check("41 5f", code -> code.pop(Register.R15));
        // ret
        check("c3", Assembler::leave);
    }

    @Test
    void jumpsCountFromTheirEnd() {
        // again: jne again
        check("0f 85 fa ff ff ff", code -> code.jump(Assembler.Condition.NOT_EQUAL, code.position()));
        // jl after; ret; after:
        check("0f 8c 01 00 00 00 c3", code -> {
            int ahead = code.jumpAhead(Assembler.Condition.LESS);
            code.leave();
            code.land(ahead);
        });
    }

    private static void check(String expected, Consumer<Assembler> instruction) {
        Assembler code = new Assembler();
        instruction.accept(code);
        assertThat(HexFormat.ofDelimiter(" ").formatHex(code.bytes())).isEqualTo(expected);
    }
}
