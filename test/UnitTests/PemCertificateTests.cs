using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AspNetCorePrometheus.Instrumentation;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests;

public sealed class PemCertificateTests
{
    // What Windows needs is made here as well: the key must survive the way through PKCS#12.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_certificate_keeps_its_key_whether_it_is_stored_or_not(bool mustBeStored)
    {
        using var authority = new TestAuthority();
        var read = X509Certificate2.CreateFromPem(authority.LeafPem, authority.LeafKeyPem);

        using var usable = PemCertificate.Usable(read, mustBeStored);

        Assert.Equal("CN=leaf", usable.Subject);
        Assert.Equal(mustBeStored, !ReferenceEquals(read, usable));
        using var key = usable.GetECDsaPrivateKey()!;
        using var shown = usable.GetECDsaPublicKey()!;
        byte[] data = [1, 2, 3];
        Assert.True(shown.VerifyData(data, key.SignData(data, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256));
    }

    [Fact]
    public void What_stands_behind_the_certificate_is_its_chain()
    {
        using var authority = new TestAuthority();

        var context = PemCertificate.Context(authority.LeafPem + authority.BetweenPem, authority.LeafKeyPem);

        Assert.Equal("CN=leaf", context.TargetCertificate.Subject);
        Assert.Equal(["CN=between"], context.IntermediateCertificates.Select(certificate => certificate.Subject));
    }
}
